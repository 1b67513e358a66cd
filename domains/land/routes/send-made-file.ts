import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';

/**
 * Answers with a file that `make` writes to the path it is given. The file lies in a folder of its own, which goes when the
 * answer has gone out or the asker has left.
 */
export async function sendMadeFile(
  reply: FastifyReply,
  { name, type }: { readonly name: string; readonly type: string },
  make: (path: string) => Promise<void>,
): Promise<FastifyReply> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-download-'));
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'file');
    await make(path);
    const { size } = await stat(path);
    const stream = createReadStream(path);
    stream.on('close', () => void clear());
    return attachment(reply, name).type(type).header('content-length', size).send(stream);
  } catch (error) {
    await clear();
    throw error;
  }
}

/** Has the answer kept under a name, which may be Chinese (RFC 6266, RFC 8187). */
export function attachment(reply: FastifyReply, name: string): FastifyReply {
  const plain = name.replaceAll(/[^\w.-]+/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return reply.header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
}
