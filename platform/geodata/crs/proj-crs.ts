import proj4 from 'proj4';
import { GeodataError } from '../geodata-error.ts';
import type { Crs } from './crs.ts';

/** A system that proj4 knows how to compute; `wkt` is kept where the definition is one. */
export function projCrs(id: string, definition: string, epsg: number | null, name: Crs['name']): Crs {
  const converter = converterOf(definition);
  const isWkt = !definition.startsWith('+');
  return {
    id,
    label: id,
    epsg,
    name,
    geographic: /\+proj=(longlat|latlong)/.test(definition),
    caveat: null,
    wkt: isWkt ? definition : null,
    extent: /\+proj=(longlat|latlong)|^GEOG/.test(definition)
      ? [-180, -90, 180, 90]
      : [-25_000_000, -25_000_000, 70_000_000, 25_000_000],
    toLonLat: (x, y) => converted(converter.forward, x, y),
    fromLonLat: (lon, lat) => converted(converter.inverse, lon, lat),
  };
}

type Convert = (coordinates: [number, number]) => [number, number];

function converterOf(definition: string): { forward: Convert; inverse: Convert } {
  let converter: { forward: Convert; inverse: Convert };
  try {
    converter = proj4(definition, 'WGS84') as unknown as { forward: Convert; inverse: Convert };
    converter.inverse([114, 23]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeodataError('crs-unknown', {
      zh: `坐标系说明无法使用：${reason.slice(0, 200)}`,
      en: `the description of the coordinate system cannot be used: ${reason.slice(0, 200)}`,
    });
  }
  if (
    definition.startsWith('+') &&
    !/\+(towgs84|datum|nadgrids)=|\+ellps=(GRS80|WGS84)|\+a=6378137/.test(definition)
  ) {
    throw localDatumError(definition.slice(0, 100));
  }
  return converter;
}

function converted(convert: Convert, x: number, y: number): [number, number] {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
  const [a, b] = convert([x, y]);
  return [a, b];
}

/** A datum that local parameters would have to take to CGCS2000. */
export function localDatumError(name: string): GeodataError {
  return new GeodataError('crs-unsupported', {
    zh: `坐标系 ${name} 属地方或旧基准，与 CGCS2000 相差可达百米，须用当地转换参数先转换为 CGCS2000，或以含 +towgs84 的 proj4 文本声明`,
    en: `${name} is a local or former datum, up to a hundred metres off CGCS2000; convert the file with the local transformation parameters first, or state the system as proj4 text with +towgs84`,
  });
}
