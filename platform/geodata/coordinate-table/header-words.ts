/**
 * The columns that say what a table of coordinates is about. `lon` and `east` lie along the parallel, `lat` and `north` along
 * the meridian; a bare `x` or `y` does not say which: in Chinese surveying X is north. A `lot` is land too, but its number
 * is often unique within a map sheet only.
 */
export type HeaderRole =
  | 'group'
  | 'parcel'
  | 'lot'
  | 'part'
  | 'ring'
  | 'point'
  | 'lon'
  | 'lat'
  | 'east'
  | 'north'
  | 'x'
  | 'y'
  | 'wkt'
  | 'crs';

/** What role a header plays, by its words alone; null where they say nothing. */
export function roleOfHeader(header: string): HeaderRole | null {
  const plain = plainHeader(header);
  if (plain === '') return null;
  for (const [role, pattern] of words) if (pattern.test(plain)) return role;
  return null;
}

/** Full-width to half-width, lower case, units in brackets and all separators away. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【](?:单位[::]?)?(?:米|m|metres?|meters?|度|°|degrees?|deg|十进制|decimal)[)\]】]/g, '')
    .replace(/[\s_\-:：()[\]【】·.,、/"'*#]/g, '');
}

const words: readonly (readonly [HeaderRole, RegExp])[] = [
  ['group', /^(地块序号|要素序号|parcelseq|featureseq)$/],
  ['crs', /^(坐标系统?|坐标系名称|空间参考|crs|epsg|srid|srs|coordinatesystem|spatialreference)$/],
  [
    'wkt',
    /^(wkt|geomwkt|wktgeom|geometrywkt|geometry|geom|thegeom|shape|几何|几何图形|图形|图形wkt|边界wkt|空间范围)$/,
  ],
  [
    'lon',
    /^(?:[a-z]?\d*)?(?:经度|东经)|经度$|^(lon|lng|long|longitude|loncgcs2000|lonwgs84|wgs84lon|cgcs2000lon)(\d+|dd|deg|x|e)?$/,
  ],
  [
    'lat',
    /^(?:[a-z]?\d*)?(?:纬度|北纬)|纬度$|^(lat|latitude|latcgcs2000|latwgs84|wgs84lat|cgcs2000lat)(\d+|dd|deg|y|n)?$/,
  ],
  [
    'north',
    /^[xy]?(坐标)?(北|北向|北距|纵)(坐标|方向)?[xy]?(坐标|值)?$|^[xy]?(n|north|northing|northings|northm|northingm)[xy]?$|^(坐标|coord)?[xy]北$/,
  ],
  [
    'east',
    /^[xy]?(坐标)?(东|东向|东距|横)(坐标|方向)?[xy]?(坐标|值)?$|^[xy]?(e|east|easting|eastings|eastm|eastingm)[xy]?$|^(坐标|coord)?[xy]东$/,
  ],
  ['x', /^x\d?(坐标|值|m|米)?$|^(坐标|point|coord|pt|pos|center|centroid)x$|^x(coord|coordinate)s?$|^xcoor$/],
  ['y', /^y\d?(坐标|值|m|米)?$|^(坐标|point|coord|pt|pos|center|centroid)y$|^y(coord|coordinate)s?$|^ycoor$/],
  ['part', /^(部分号?|部件号?|多面号|part|partno|partid|partnumber|polygonpart)$/],
  ['ring', /^(圈号?|环号?|地块圈号|界址圈号|ring|ringno|ringid|ringnumber)$/],
  [
    'point',
    /^(界址)?(拐点|点|顶点|角点|桩点|界桩)(序)?(编?号|名|代码)$|^(界址点|拐点|顶点|界桩号)$|^(point|pointno|pointid|pointname|pointnumber|vertex|vertexid|vertexno|ptno|ptid|pt)$/,
  ],
  [
    'parcel',
    /^(地块|宗地|图斑|地籍|不动产单元|宗海|项目地块)(编?号|编码|代码|统一编号)?$|^(dkbh|dkdm|zddm|zdbh|zdh|tbbh|tbdm|bdcdyh)$|^(parcel|parcelid|parcelno|parcelcode|parcelnumber|plotid|lotid|polygonid|polyid|featureid)$/,
  ],
  ['lot', /^(lot|lotno|plot|plotno)$/],
];
