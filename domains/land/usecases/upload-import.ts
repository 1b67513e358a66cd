import type { Readable } from 'node:stream';
import { recordEvent } from '@lizhu/audit';
import { inScope, newId, type Scope } from '@lizhu/db';
import { enqueue } from '@lizhu/jobs';
import type { Import } from '../contract.ts';
import { assertAccepted } from '../imports/accepted-files.ts';
import { importBase } from '../imports/import-base.ts';
import type { LandContext } from '../routes/land-context.ts';
import { addImport } from '../store/imports.ts';
import type { Editor } from './edit-site.ts';
import { readImport } from './read-import.ts';

const UPLOAD_BYTES = 512 * 1024 * 1024;

export interface Upload {
  readonly name: string;
  readonly stream: Readable;
  /** The base that it is for, where the asker says so. */
  readonly base: string | undefined;
}

/**
 * Keeps a file, and has it looked at.
 *
 * @throws Problem `land.file-type-refused`, `land.file-needs-zip`, `land.import-base-needed`; FileTooLargeError
 */
export async function uploadImport(
  { database, files, uploadBytes = UPLOAD_BYTES }: LandContext,
  scope: Scope,
  { name, stream, base }: Upload,
  editor: Editor,
): Promise<Import> {
  assertAccepted(name);
  const baseId = importBase(scope, base);
  const file = await files.put(stream, { name, limitBytes: uploadBytes });
  try {
    return await inScope(database, scope, async (tx) => {
      const id = newId();
      const jobId = await enqueue(tx, 'land.inspect-import', { importId: id }, { baseId });
      await addImport(tx, {
        id,
        baseId,
        jobId,
        file,
        createdAt: editor.at,
        createdByName: editor.name,
      });
      await recordEvent(tx, {
        action: 'import.upload',
        subject: { kind: 'import', id },
        baseId,
        after: { fileName: file.name, fileBytes: file.bytes, sha256: file.sha256 },
      });
      return readImport(tx, id);
    });
  } catch (error) {
    await files.remove(file.id);
    throw error;
  }
}
