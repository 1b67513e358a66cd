import { constants } from 'node:fs';
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { GeodataError } from '../geodata-error.ts';

const SQLITE_MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
/** Write and read version of the file format: 1 with a rollback journal, 2 with a write-ahead log. */
const VERSIONS_AT = 18;
const WRITE_AHEAD = 2;

/** True where the bytes begin an SQLite database. */
export function isSqlite(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 16)).toString('latin1') === SQLITE_MAGIC;
}

/** The application id of an SQLite header as four characters: `GPKG`, or `GP10` and `GP11` of the first versions. */
export function applicationId(head: Uint8Array): string {
  return Buffer.from(head.subarray(68, 72)).toString('latin1');
}

/** A database open for reading; `close` also removes what was made for it. */
export interface OpenedDatabase {
  readonly database: Database.Database;
  close(): Promise<void>;
}

/**
 * Opens a database that somebody else made: read-only, without extensions, with a schema that is not trusted, and so
 * that nothing is written beside it. A database left in write-ahead mode, as QGIS does, would get two files beside it at
 * the first look; of it a copy in the other mode is read, which is gone when the reading ends.
 *
 * @throws GeodataError `format-damaged` where the file is encrypted, truncated or not a database.
 */
export async function openDatabase(path: string): Promise<OpenedDatabase> {
  const head = await judgeFile(path);
  const copy =
    head[VERSIONS_AT] === WRITE_AHEAD || head[VERSIONS_AT + 1] === WRITE_AHEAD ? await copyOf(path) : null;
  const removeCopy = async (): Promise<void> => {
    if (copy !== null) await rm(copy.folder, { recursive: true, force: true });
  };
  let database: Database.Database | null = null;
  try {
    database = new Database(copy?.path ?? path, { readonly: true, fileMustExist: true });
    for (const pragma of [
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'query_only = ON',
      'temp_store = MEMORY',
    ]) {
      database.pragma(pragma);
    }
    database.prepare('select count(*) from sqlite_schema').get();
    const opened = database;
    return {
      database: opened,
      close: async () => {
        opened.close();
        await removeCopy();
      },
    };
  } catch (error) {
    database?.close();
    await removeCopy();
    throw damaged(error);
  }
}

/** A copy whose header states a rollback journal; the pages are the same in both modes. */
async function copyOf(path: string): Promise<{ folder: string; path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-geopackage-'));
  const copy = join(folder, 'copy.gpkg');
  try {
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
    const handle = await open(copy, 'r+');
    try {
      await handle.write(Uint8Array.of(1, 1), 0, 2, VERSIONS_AT);
    } finally {
      await handle.close();
    }
    return { folder, path: copy };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The header of the file, once it is plain that the file is a whole database that nobody is writing to. */
async function judgeFile(path: string): Promise<Buffer> {
  const head = Buffer.alloc(HEADER_BYTES);
  const handle = await open(path, 'r');
  let bytes: number;
  let headBytes: number;
  try {
    bytes = (await handle.stat()).size;
    headBytes = (await handle.read(head, 0, head.length, 0)).bytesRead;
  } finally {
    await handle.close();
  }
  if (headBytes < HEADER_BYTES || !isSqlite(head)) {
    throw new GeodataError('format-damaged', {
      zh: '这不是 SQLite 数据库：文件已加密、损坏，或并非 GeoPackage。请取消加密，或从原软件重新导出',
      en: 'this is no SQLite database: it is encrypted, damaged or not a GeoPackage. Remove the encryption, or export it again',
    });
  }
  const pageBytes = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  const statedBytes = head.readUInt32BE(28) * pageBytes;
  const isCurrent = head.readUInt32BE(24) === head.readUInt32BE(92);
  if (isCurrent && statedBytes > bytes) {
    throw new GeodataError('format-damaged', {
      zh: `数据库不完整：应有 ${statedBytes} 字节，实有 ${bytes} 字节。请重新上传或重新导出`,
      en: `the database is cut short: ${bytes} of ${statedBytes} bytes. Upload it again, or export it again`,
    });
  }
  for (const suffix of ['-wal', '-journal']) {
    const pending = await stat(path + suffix).catch(() => null);
    if (pending === null || pending.size === 0) continue;
    throw new GeodataError('format-not-as-stated', {
      zh: `该 GeoPackage 正被其他程序打开，旁边的 ${suffix} 文件里还有未并入的修改。请在该程序中关闭文件后再试`,
      en: `the GeoPackage is open in another program: a ${suffix} file beside it holds changes that it lacks. Close it there and try again`,
    });
  }
  return head;
}

/** What SQLite reports about a file that is not whole, in words for people; other errors as they are. */
export function damaged(error: unknown, record?: number): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const where = {
    zh: record === undefined ? '' : `（读到第 ${record} 条记录之后）`,
    en: record === undefined ? '' : ` (after record ${record})`,
  };
  const reason = error.message.slice(0, 200);
  return new GeodataError('format-damaged', {
    zh: `数据库损坏${where.zh}：${reason}。请用 sqlite3 的 .recover 修复，或从原软件重新导出`,
    en: `the database is damaged${where.en}: ${reason}. Repair it with the .recover command of sqlite3, or export it again`,
  });
}

/** A name as SQL takes it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
