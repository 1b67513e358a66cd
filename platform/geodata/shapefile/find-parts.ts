import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { extractZip, scanZip } from '@lizhu/files';
import type { Source } from '../format.ts';
import { GeodataError } from '../geodata-error.ts';
import type { ReadLimits } from '../limits.ts';

/** The files of one shapefile; all but the first may be missing. */
export interface ShapefileParts {
  readonly name: string;
  readonly shp: string;
  readonly shx: string | null;
  readonly dbf: string | null;
  readonly prj: string | null;
  readonly cpg: string | null;
}

export interface FoundShapefiles {
  readonly shapefiles: readonly ShapefileParts[];
  /** Removes what was unpacked. */
  release(): Promise<void>;
}

const suffixes = ['.shp', '.shx', '.dbf', '.prj', '.cpg'] as const;
type Suffix = (typeof suffixes)[number];

/**
 * The shapefiles in a zip archive, which is unpacked into a temporary folder, or a bare `.shp` with the files beside it.
 *
 * @throws GeodataError `archive-refused` where the archive is unsafe or damaged, `format-unsupported` where it holds none.
 */
export async function findShapefiles(
  source: Source,
  limits: ReadLimits,
  zipped: boolean,
): Promise<FoundShapefiles> {
  return zipped ? await unpacked(source, limits) : await bare(source);
}

async function bare({ path, fileName }: Source): Promise<FoundShapefiles> {
  const folder = dirname(path);
  const stem = basename(path, extname(path)).toLowerCase();
  const files = new Map<string, string>([['.shp', path]]);
  if (extname(path).toLowerCase() === '.shp') {
    for (const name of await readdir(folder)) {
      const suffix = extname(name).toLowerCase();
      if (suffix === '.shp' || basename(name, extname(name)).toLowerCase() !== stem) continue;
      files.set(suffix, join(folder, name));
    }
  }
  const shapefiles = [partsOf(basename(fileName, extname(fileName)), files)];
  return { shapefiles, release: async () => undefined };
}

async function unpacked({ path }: Source, limits: ReadLimits): Promise<FoundShapefiles> {
  const zipLimits = {
    entries: limits.zipEntriesMax,
    totalBytes: limits.bytesMax,
    entryBytes: limits.bytesMax,
    ratio: limits.zipRatioMax,
  };
  const scan = await scanZip(path, zipLimits);
  refuse(scan.faults);
  const names = scan.entries.map(({ name }) => name);
  if (!names.some((name) => suffixOf(name) === '.shp')) throw holdsNone(names);
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-shapefile-'));
  const release = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
  try {
    const { files, faults } = await extractZip(path, folder, zipLimits);
    refuse(faults);
    return { shapefiles: grouped(files), release };
  } catch (error) {
    await release();
    throw error;
  }
}

function refuse(faults: Awaited<ReturnType<typeof scanZip>>['faults']): void {
  const first = faults[0];
  if (!first) return;
  throw new GeodataError('archive-refused', {
    zh: `${first.message.zh}；${first.remedy.zh}`,
    en: `${first.message.en}; ${lowerFirst(first.remedy.en)}`,
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function holdsNone(names: readonly string[]): GeodataError {
  const shown = names.slice(0, 5).join(', ').slice(0, 200) + (names.length > 5 ? ' …' : '');
  if (names.some((name) => /\.gdb\/|\.gdbtable$/i.test(name))) {
    return new GeodataError('format-unsupported', {
      zh: '压缩包里是 File Geodatabase，不能读取；请导出为 GeoPackage 或 Shapefile',
      en: 'the archive holds a File Geodatabase, which is not read; export it as GeoPackage or Shapefile',
    });
  }
  if (names.some((name) => /\.(gpkg|geojson|json|fgb|txt|csv|xlsx|zip)$/i.test(name))) {
    return new GeodataError('format-unsupported', {
      zh: `压缩包里没有 .shp（有 ${shown}）；请解压后直接提交其中的文件`,
      en: `the archive holds no .shp (it holds ${shown}); unpack it and submit the file itself`,
    });
  }
  return new GeodataError('format-unsupported', {
    zh: `压缩包里没有 .shp（有 ${shown}）`,
    en: `the archive holds no .shp (it holds ${shown})`,
  });
}

function grouped(files: readonly { readonly name: string; readonly path: string }[]): ShapefileParts[] {
  const groups = new Map<string, { readonly stem: string; readonly files: Map<string, string> }>();
  for (const { name, path } of files) {
    const suffix = suffixOf(name);
    if (!suffix) continue;
    const stem = name.slice(0, -suffix.length);
    const group = groups.get(stem.toLowerCase()) ?? { stem, files: new Map<string, string>() };
    groups.set(stem.toLowerCase(), group);
    group.files.set(suffix, path);
    if (suffix === '.shp') groups.set(stem.toLowerCase(), { stem, files: group.files });
  }
  const withShapes = [...groups.values()].filter((group) => group.files.has('.shp'));
  const names = withShapes.map(({ stem }) => basename(stem));
  return withShapes.map((group, i) => {
    const alone = names.filter((name) => name === names[i]).length === 1;
    return partsOf(alone ? names[i]! : group.stem, group.files);
  });
}

/** Null for what belongs to no shapefile, such as the doubles (`._x.shp`) that macOS adds. */
function suffixOf(name: string): Suffix | null {
  if (/(^|\/)(__MACOSX\/|\._)/.test(name)) return null;
  const lower = name.toLowerCase();
  return suffixes.find((suffix) => lower.endsWith(suffix)) ?? null;
}

function partsOf(name: string, files: ReadonlyMap<string, string>): ShapefileParts {
  const file = (suffix: Suffix): string | null => files.get(suffix) ?? null;
  return {
    name,
    shp: files.get('.shp')!,
    shx: file('.shx'),
    dbf: file('.dbf'),
    prj: file('.prj'),
    cpg: file('.cpg'),
  };
}
