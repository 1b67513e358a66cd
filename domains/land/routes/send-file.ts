import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import type { WrittenFile } from '../export/write-export.ts';

/** Sends a written file as a download, and removes it when it is gone or nobody wants it any more. */
export async function sendFile(
  reply: FastifyReply,
  file: WrittenFile,
  { name, mediaType }: { readonly name: string; readonly mediaType: string },
): Promise<FastifyReply> {
  const { size } = await stat(file.path);
  const stream = createReadStream(file.path);
  stream.once('close', () => void file.remove());
  return reply
    .header('content-disposition', attachment(name))
    .header('content-length', size)
    .header('cache-control', 'private, no-store')
    .type(mediaType)
    .send(stream);
}

/** As a download. */
export function attachment(name: string): string {
  return contentDisposition('attachment', name);
}

/** RFC 6266: the name in UTF-8, and a plain one for clients that do not know it. */
export function contentDisposition(how: 'attachment' | 'inline', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]+/g, '_').replaceAll(/["\\]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
