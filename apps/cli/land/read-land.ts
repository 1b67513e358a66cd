import {
  type Fault,
  type FaultCode,
  GeodataError,
  type GeoFeature,
  loadFeatureCheck,
  type OpenedGeodata,
  openGeodata,
} from '@lizhu/geodata';
import type { Console } from '../console.ts';
import type { LandFile } from './file-options.ts';
import { namingBy } from './identifier.ts';
import { Outlines } from './outlines.ts';

/** All records of a file, checked; row i is the i-th record, and a quarantined one has no ground. */
export interface Land {
  readonly ids: readonly string[];
  /** Statutory area; NaN where the record is quarantined, 0 where it has no geometry at all. */
  readonly areasSqm: Float64Array;
  readonly outlines: Outlines;
  readonly quarantined: number;
}

export interface ReadOptions {
  readonly idField?: string | null;
  /** The coordinate system where neither the file nor `choice` states one. */
  readonly fallbackCrs?: string | null;
  /** Sees every record with its row. */
  readonly visit?: (feature: GeoFeature, row: number) => void;
  /** Sees the file before its records. */
  readonly opened?: (file: OpenedGeodata) => void;
}

/**
 * Reads a file whole: repairs what can be repaired, leaves what cannot without ground, and says both on the console.
 *
 * @throws GeodataError where the file as a whole cannot be read.
 */
export async function readLand(file: LandFile, console: Console, options: ReadOptions = {}): Promise<Land> {
  const opened = await openLand(file, options.fallbackCrs ?? null);
  try {
    options.opened?.(opened);
    const naming = namingBy(opened.fields, options.idField ?? null);
    const check = await loadFeatureCheck({ idOf: () => null });
    const ids: string[] = [];
    const known = new Set<string>();
    const outlines = new Outlines();
    let areasSqm = new Float64Array(1024);
    let repaired = 0;
    let quarantined = 0;
    let repeated = 0;
    for await (const feature of opened.features()) {
      const { status, geometry, areaSqm, faults } = check(feature);
      const row = outlines.add(geometry);
      const id = naming.name(feature);
      if (known.has(id)) repeated++;
      else known.add(id);
      ids.push(id);
      if (row >= areasSqm.length) areasSqm = grown(areasSqm);
      areasSqm[row] = status === 'quarantined' && !hasNoGeometry(faults) ? Number.NaN : areaSqm;
      if (status === 'repaired') repaired++;
      if (status === 'quarantined') quarantined++;
      options.visit?.(feature, row);
    }
    report(file.source.fileName, { features: ids.length, repaired, quarantined, repeated }, console);
    return { ids, areasSqm: areasSqm.slice(0, ids.length), outlines, quarantined };
  } finally {
    await opened.close();
  }
}

async function openLand({ source, choice }: LandFile, fallbackCrs: string | null): Promise<OpenedGeodata> {
  try {
    return await openGeodata(source, choice);
  } catch (error) {
    if (!(error instanceof GeodataError) || error.code !== 'crs-needed' || fallbackCrs === null) throw error;
    return await openGeodata(source, { ...choice, crs: fallbackCrs });
  }
}

/** Nothing is wrong with the record but that there is nothing in it to measure. */
function hasNoGeometry(faults: readonly Fault[]): boolean {
  const none: readonly FaultCode[] = ['geometry-null', 'geometry-empty', 'geometry-missing'];
  return faults.every(({ code, severity }) => severity !== 'quarantine' || none.includes(code));
}

function report(
  name: string,
  {
    features,
    repaired,
    quarantined,
    repeated,
  }: Readonly<Record<'features' | 'repaired' | 'quarantined' | 'repeated', number>>,
  console: Console,
): void {
  if (features === 0) console.say({ zh: `${name}：没有要素`, en: `${name}: no features` });
  if (repaired > 0) {
    console.say({
      zh: `${name}：${repaired} 个要素经修复后使用`,
      en: `${name}: ${repaired} features were repaired before use`,
    });
  }
  if (quarantined > 0) {
    console.say({
      zh: `${name}：${quarantined} 个要素不可用，按无地块处理；lizhu land check 说明原因`,
      en: `${name}: ${quarantined} features cannot be used and count as no land; lizhu land check says why`,
    });
  }
  if (repeated > 0) {
    console.say({
      zh: `${name}：${repeated} 个要素的标识与前面的重复；可用 --id 另选字段`,
      en: `${name}: ${repeated} features repeat an earlier identifier; --id chooses another field`,
    });
  }
}

function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(2 * column.length);
  next.set(column);
  return next;
}
