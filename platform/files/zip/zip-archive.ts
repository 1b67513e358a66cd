import yauzl from 'yauzl';
import { entryName } from './entry-name.ts';

/** An entry as the central directory tells it. */
export interface ArchiveEntry {
  readonly name: string;
  readonly raw: yauzl.Entry;
}

/** An archive being read; nothing of it has been unpacked. */
export interface Archive {
  readonly file: yauzl.ZipFile;
  /** What the archive says of itself; it may lie. */
  readonly declaredCount: number;
  /** Where the list of entries begins: the data of every entry ends before it. */
  readonly directoryOffset: number;
}

/**
 * Opens an archive. yauzl reads by the central directory only and is told not to decode names and not to trust sizes:
 * both are done here, with faults that people can read.
 *
 * @throws Error when there is no end-of-central-directory record.
 */
export async function openArchive(path: string): Promise<Archive> {
  const file = await yauzl.openPromise(path, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: false,
  });
  // A broken entry is reported through readEntry; without a listener a second event would end the process.
  file.on('error', () => undefined);
  return { file, declaredCount: file.entryCount, directoryOffset: Number(file.readEntryCursor) };
}

/** The next entry; null at the end. */
export function nextEntry({ file }: Archive): Promise<ArchiveEntry | null> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      file.off('entry', onEntry);
      file.off('end', onEnd);
      file.off('error', onError);
    };
    const onEntry = (raw: yauzl.Entry): void => {
      settle();
      resolve({ name: entryName(rawNameOf(raw)), raw });
    };
    const onEnd = (): void => {
      settle();
      resolve(null);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    file.on('entry', onEntry);
    file.on('end', onEnd);
    file.on('error', onError);
    file.readEntry();
  });
}

function rawNameOf(raw: yauzl.Entry): Parameters<typeof entryName>[0] {
  const { fileNameRaw, generalPurposeBitFlag, extraFields } = raw;
  return { fileNameRaw, generalPurposeBitFlag, extraFields };
}
