/**
 * Every fault that a feature can have, in one closed list: SPEC.md numbers the rules, a test compares the two.
 * `{slots}` are filled where the fault is found.
 */
interface Entry {
  readonly severity: 'note' | 'repaired' | 'quarantine';
  readonly zh: string;
  readonly en: string;
  readonly remedyZh: string;
  readonly remedyEn: string;
}

const redraw = {
  remedyZh: '在 GIS 软件中改正该图形后重新提交。',
  remedyEn: 'Correct the outline in a GIS and submit it again.',
};
const reexport = {
  remedyZh: '从原软件重新导出该文件。',
  remedyEn: 'Export the file again from its source.',
};
const nothing = { remedyZh: '无需处理。', remedyEn: 'Nothing to do.' };
const look = {
  remedyZh: '核对修复后的图形与面积。',
  remedyEn: 'Compare the repaired outline and its area with the source.',
};

export const faultCatalogue = {
  // Reading
  'json-syntax': {
    severity: 'quarantine',
    zh: 'JSON 语法错误：{detail}',
    en: 'JSON syntax error: {detail}',
    ...reexport,
  },
  'file-truncated': {
    severity: 'quarantine',
    zh: '文件在此记录中间结束，其后内容缺失',
    en: 'the file ends inside this record; what follows is missing',
    ...reexport,
  },
  'record-damaged': {
    severity: 'quarantine',
    zh: '记录损坏：{detail}',
    en: 'the record is damaged: {detail}',
    ...reexport,
  },
  'attributes-missing': {
    severity: 'quarantine',
    zh: '图形没有对应的属性记录（.dbf 比 .shp 短）',
    en: 'the shape has no attribute row (.dbf is shorter than .shp)',
    ...reexport,
  },
  'geometry-missing': {
    severity: 'quarantine',
    zh: '属性记录没有对应的图形（.shp 比 .dbf 短）',
    en: 'the attribute row has no shape (.shp is shorter than .dbf)',
    ...reexport,
  },
  'geometry-null': {
    severity: 'quarantine',
    zh: '没有图形',
    en: 'there is no geometry',
    remedyZh: '补绘图形或删除该记录。',
    remedyEn: 'Draw its geometry or delete the record.',
  },
  'geometry-empty': {
    severity: 'quarantine',
    zh: '图形为空',
    en: 'the geometry is empty',
    remedyZh: '补绘图形或删除该记录。',
    remedyEn: 'Draw its geometry or delete the record.',
  },
  'geometry-curve': {
    severity: 'quarantine',
    zh: '含曲线图形（{type}），无法精确取面',
    en: 'the geometry holds curves ({type}), which cannot be taken as they are',
    remedyZh: '在源软件中把曲线打散为折线后重新导出。',
    remedyEn: 'Densify or segmentise the curves in the source software and export again.',
  },
  'geometry-unknown': {
    severity: 'quarantine',
    zh: '不认识的图形类型 {type}',
    en: 'unknown geometry type {type}',
    ...reexport,
  },
  'coordinates-malformed': {
    severity: 'quarantine',
    zh: '坐标结构不合规：{detail}',
    en: 'the coordinates are not of the form that the type asks for: {detail}',
    ...reexport,
  },
  'coordinates-as-text': {
    severity: 'repaired',
    zh: '坐标以文字写出，已按数值读取',
    en: 'coordinates are written as text; they were read as numbers',
    ...look,
  },
  'separator-wrong': {
    severity: 'note',
    zh: '此要素之前{detail}，文件不是合规的 JSON',
    en: 'before this feature {detail}; the file is not valid JSON',
    ...reexport,
  },
  'point-unreadable': {
    severity: 'quarantine',
    zh: '界址点无法读取：“{text}”',
    en: 'a boundary point cannot be read: "{text}"',
    remedyZh: '补全该行的坐标值。',
    remedyEn: 'Give the line both of its coordinates.',
  },
  'z-dropped': {
    severity: 'note',
    zh: '高程（Z）未保留',
    en: 'heights (Z) were not kept',
    ...nothing,
  },
  'm-dropped': {
    severity: 'note',
    zh: '量测值（M）未保留',
    en: 'measures (M) were not kept',
    ...nothing,
  },
  'text-damaged': {
    severity: 'note',
    zh: '字段 {field} 的文字疑似乱码：“{text}”',
    en: 'the text of field {field} looks garbled: "{text}"',
    remedyZh: '核对源文件编码（GBK 与 UTF-8），必要时以正确编码重新导出。',
    remedyEn: 'Check the encoding of the source (GBK or UTF-8) and export again where needed.',
  },
  'attributes-deleted': {
    severity: 'note',
    zh: '属性记录带删除标记',
    en: 'the attribute row is marked as deleted',
    remedyZh: '确认该地块是否应保留；应删除的请在源软件中压缩（pack）后重新导出。',
    remedyEn: 'Decide whether the feature shall stay; pack the table in the source software if not.',
  },
  'point-count-differs': {
    severity: 'note',
    zh: '界址点数与表头不符：表头 {stated}，实际 {found}',
    en: 'the header states {stated} boundary points, {found} were found',
    remedyZh: '核对是否缺少界址点。',
    remedyEn: 'Check that no boundary point is missing.',
  },
  'stated-area-differs': {
    severity: 'note',
    zh: '面积与表头不符：表头 {stated} 公顷，按坐标 {found} 公顷',
    en: 'the header states {stated} ha, the coordinates give {found} ha',
    remedyZh: '核对坐标与面积。',
    remedyEn: 'Compare coordinates and area with the source.',
  },
  // One geometry
  'not-finite': {
    severity: 'quarantine',
    zh: '坐标不是有效数值（NaN 或无穷大），或不属于该坐标系',
    en: 'a coordinate is not a number (NaN or infinite), or none of the coordinate system',
    ...redraw,
  },
  'out-of-range': {
    severity: 'quarantine',
    zh: '坐标超出坐标系范围，坐标系、带号或坐标顺序可能有误',
    en: 'a coordinate lies outside the coordinate system; the system, its zone or the order of the axes may be wrong',
    remedyZh: '核对坐标系与坐标顺序。',
    remedyEn: 'Check the coordinate system and the order of the axes.',
  },
  'not-a-polygon': {
    severity: 'quarantine',
    zh: '应为面，实为 {type}',
    en: 'a polygon is needed, this is a {type}',
    remedyZh: '只提交面图形；线、点另作图层。',
    remedyEn: 'Submit polygons only; keep lines and points in layers of their own.',
  },
  'collection-mixed': {
    severity: 'quarantine',
    zh: '几何集合中混有非面图形（{type}）',
    en: 'the geometry collection holds more than polygons ({type})',
    remedyZh: '拆分几何集合，只保留面。',
    remedyEn: 'Split the collection and keep its polygons.',
  },
  'collection-unpacked': {
    severity: 'repaired',
    zh: '几何集合已合并为多面',
    en: 'the geometry collection was turned into a multipolygon',
    ...look,
  },
  'ring-closed': {
    severity: 'repaired',
    zh: '环未闭合，已补上首点',
    en: 'the ring was not closed; its first point was added at the end',
    ...look,
  },
  'vertices-repeated': {
    severity: 'repaired',
    zh: '去除 {count} 个重复点',
    en: '{count} repeated vertices were removed',
    ...look,
  },
  'spike-removed': {
    severity: 'repaired',
    zh: '去除 {count} 处尖刺，长 {lengthM} 米',
    en: '{count} spikes were cut off, the longest {lengthM} m',
    ...look,
  },
  'ring-dropped': {
    severity: 'repaired',
    zh: '去除没有面积的环',
    en: 'a ring without area was removed',
    ...look,
  },
  'ring-turned': {
    severity: 'note',
    zh: '环的方向已按规范调整',
    en: 'the direction of a ring was turned to the standard one',
    ...nothing,
  },
  'ring-role': {
    severity: 'repaired',
    zh: '第 {rings} 环的内外环标识与位置不符，已按位置重新判定',
    en: 'ring {rings} is not where its direction or number puts it; exteriors and holes were told by place',
    ...look,
  },
  'ring-order': {
    severity: 'repaired',
    zh: '外环不在首位，已调整环的次序',
    en: 'the exterior ring did not come first; the rings were put in order',
    ...look,
  },
  'ring-repeated': {
    severity: 'repaired',
    zh: '同一环出现两次，已去除一个',
    en: 'a ring occurs twice; one was removed',
    ...look,
  },
  'too-few-points': {
    severity: 'quarantine',
    zh: '环的不同点少于三个',
    en: 'the ring has fewer than three different points',
    ...redraw,
  },
  'zero-area': {
    severity: 'quarantine',
    zh: '面积为零',
    en: 'the polygon has no area',
    ...redraw,
  },
  'self-touching': {
    severity: 'repaired',
    zh: '边界自相接触，已在接触点拆分；面积 {before} → {after} m²',
    en: 'the boundary touches itself and was split there; area {before} → {after} m²',
    ...look,
  },
  'self-crossing': {
    severity: 'repaired',
    zh: '边界自相交，已在交点拆分；面积 {before} → {after} m²',
    en: 'the boundary crosses itself and was split there; area {before} → {after} m²',
    ...look,
  },
  'rings-crossing': {
    severity: 'repaired',
    zh: '环与环相交，已重新构面；面积 {before} → {after} m²',
    en: 'rings cross each other; the polygon was rebuilt; area {before} → {after} m²',
    ...look,
  },
  'hole-outside': {
    severity: 'repaired',
    zh: '内环在外环之外，已去除；面积 {before} → {after} m²',
    en: 'a hole lay outside its exterior and was removed; area {before} → {after} m²',
    ...look,
  },
  'hole-nested': {
    severity: 'repaired',
    zh: '内环之内又有内环，已去除；面积 {before} → {after} m²',
    en: 'a hole lay inside another hole and was removed; area {before} → {after} m²',
    ...look,
  },
  'parts-overlapping': {
    severity: 'repaired',
    zh: '多面的各部分重叠，已合并；面积 {before} → {after} m²',
    en: 'parts of the multipolygon overlap and were joined; area {before} → {after} m²',
    ...look,
  },
  'interior-split': {
    severity: 'repaired',
    zh: '内环把面分割开，已拆为多面；面积 {before} → {after} m²',
    en: 'the holes cut the polygon apart; it became a multipolygon; area {before} → {after} m²',
    ...look,
  },
  'outline-ambiguous': {
    severity: 'quarantine',
    zh: '边界有两种读法，面积分别为 {first} 与 {second} m²，不能代为取舍（{detail}）',
    en: 'the outline can be read in two ways, of {first} and {second} m²; which is meant cannot be decided here ({detail})',
    ...redraw,
  },
  'too-complex': {
    severity: 'quarantine',
    zh: '图形有 {vertices} 个点且自相交，超出可修复的规模',
    en: 'the outline has {vertices} vertices and crosses itself; this is beyond repair here',
    remedyZh: '在 GIS 软件中修复或拆分该图形。',
    remedyEn: 'Repair or split the outline in a GIS.',
  },
  'too-large': {
    severity: 'quarantine',
    zh: '图形有 {vertices} 个点，超出可导入的规模',
    en: 'the outline has {vertices} vertices, more than can be taken over',
    remedyZh: '在 GIS 软件中拆分或简化该图形。',
    remedyEn: 'Split or simplify the outline in a GIS.',
  },
  'not-repairable': {
    severity: 'quarantine',
    zh: '修复未能得到有效图形',
    en: 'the repair did not lead to a valid polygon',
    ...redraw,
  },
  // Between features
  'id-repeated': {
    severity: 'quarantine',
    zh: '编号“{id}”与第 {first} 个要素重复',
    en: 'the identifier "{id}" is that of feature {first} too',
    remedyZh: '为每个地块使用唯一编号。',
    remedyEn: 'Give every feature an identifier of its own.',
  },
  'features-overlapping': {
    severity: 'note',
    zh: '与第 {other} 个要素（{otherId}）重叠 {sqm} m²',
    en: 'overlaps feature {other} ({otherId}) by {sqm} m²',
    remedyZh: '核对两块地的界线。',
    remedyEn: 'Check the boundary between the two.',
  },
} as const satisfies Record<string, Entry>;

export type FaultCode = keyof typeof faultCatalogue;
