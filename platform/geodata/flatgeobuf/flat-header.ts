import { codedCrs } from '../crs/coded-crs.ts';
import type { DeclaredCrs } from '../crs/propose-crs.ts';
import type { FileBytes } from '../file-bytes.ts';
import { distinctNames } from '../free-name.ts';
import { GeodataError } from '../geodata-error.ts';
import { limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import { FlatTable } from './flat-table.ts';
import { treeBytes } from './packed-tree.ts';

/** `fgb`, major version 3, `fgb`, patch. */
export const MAGIC: readonly number[] = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62];
const MAGIC_BYTES = 8;
const HEADER_BYTES_MAX = 64 * 2 ** 20;

/** A FlatGeobuf as its header describes it. */
export interface FlatHeader {
  readonly name: string;
  /** 0 where each feature states its own type. */
  readonly geometryType: number;
  readonly columns: readonly FlatColumn[];
  /** Null where the header does not count. */
  readonly features: number | null;
  readonly declaredCrs: DeclaredCrs | null;
  /** Byte at which the first feature begins. */
  readonly firstAt: number;
}

export interface FlatColumn {
  readonly name: string;
  readonly type: number;
}

/** @throws GeodataError `format-damaged` where header or index do not fit into the file. */
export async function readHeader(file: FileBytes, limits: ReadLimits): Promise<FlatHeader> {
  const start = await file.read(0, MAGIC_BYTES + 4);
  if (start.length < MAGIC_BYTES + 4 || !MAGIC.every((byte, i) => start[i] === byte)) {
    throw damaged('开头不是 FlatGeobuf 标识', 'it does not begin as a FlatGeobuf');
  }
  const headerBytes = start.readUInt32LE(MAGIC_BYTES);
  if (headerBytes > HEADER_BYTES_MAX || MAGIC_BYTES + 4 + headerBytes > file.size) {
    throw damaged('文件在头部中间结束', 'the file ends inside its header');
  }
  const bytes = await file.read(MAGIC_BYTES + 4, headerBytes);
  try {
    return headerOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), file, limits);
  } catch (error) {
    if (error instanceof RangeError) throw damaged('头部无法读取', 'its header cannot be read');
    throw error;
  }
}

function headerOf(view: DataView, file: FileBytes, limits: ReadLimits): FlatHeader {
  const table = FlatTable.root(view);
  const features = Number(table.uint64(20));
  const nodeSize = table.uint16(22, 16);
  const treeAt = MAGIC_BYTES + 4 + view.byteLength;
  const firstAt = treeAt + (nodeSize > 0 && features > 0 ? treeBytes(features, nodeSize) : 0);
  if (firstAt > file.size) {
    throw damaged('文件在空间索引中间结束', 'the file ends inside its spatial index');
  }
  const columns = columnsOf(table, 18);
  if (columns.length > limits.fieldsMax) throw limitPassed('fields', limits.fieldsMax);
  return {
    name: table.text(4).trim(),
    geometryType: table.uint8(8, 0),
    columns,
    features: features > 0 ? features : null,
    declaredCrs: declaredCrs(table.table(24)),
    firstAt,
  };
}

/** The columns in a slot of a header or of a feature, which may have its own. */
export function columnsOf(table: FlatTable, slot: number): FlatColumn[] {
  const columns = table.tables(slot);
  const names = distinctNames(
    columns.map((column) => column.text(4)),
    'field',
  );
  return columns.map((column, i) => ({ name: names[i]!, type: column.uint8(6, 0) }));
}

function declaredCrs(table: FlatTable | null): DeclaredCrs | null {
  if (table === null) return null;
  const code = table.int32(6);
  const definition = table.text(12);
  const name = table.text(8);
  if (code === 0 && definition.trim() === '' && name === '') return null;
  const said = table.text(4) || 'EPSG';
  const which = code === 0 ? '' : ` ${said}:${code}`;
  return codedCrs(
    { organization: code === 0 ? '' : said, code, definition, name },
    { zh: `FlatGeobuf 头部${which}`, en: `the FlatGeobuf header${which}` },
  );
}

function damaged(zh: string, en: string): GeodataError {
  return new GeodataError('format-damaged', {
    zh: `FlatGeobuf 文件损坏：${zh}。请重新上传，或从原软件重新导出`,
    en: `the FlatGeobuf is damaged: ${en}. Upload it again, or export it again`,
  });
}
