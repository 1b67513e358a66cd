import { afterEach, describe, expect, test } from 'vitest';
import type { HttpApp } from '../http-app.ts';
import type { ProblemDocument } from '../problems/problem-document.ts';
import { closeServers, server } from './server.ts';

afterEach(closeServers);

describe('uploads', () => {
  const form = (fileName: string, bytes: number): { payload: Buffer; headers: Record<string, string> } => ({
    headers: { 'content-type': 'multipart/form-data; boundary=B' },
    payload: Buffer.concat([
      Buffer.from(`--B\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`),
      Buffer.alloc(bytes, 'x'),
      Buffer.from('\r\n--B--\r\n'),
    ]),
  });

  async function receiving(): Promise<HttpApp> {
    const app = await server({ limits: { uploadBytes: 5_000, bodyBytes: 100 } });
    app.post('/api/v1/land/imports', async (request) => {
      const part = await request.file();
      const content = await part?.toBuffer();
      return { name: part?.filename, bytes: content?.length };
    });
    return app;
  }

  test('a file may be larger than a body, and has its Chinese name', async () => {
    const app = await receiving();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/land/imports',
      ...form('宗地 数据.zip', 5_000),
    });
    expect(answer.json()).toEqual({ name: '宗地 数据.zip', bytes: 5_000 });
  });

  test('one that is too large, no form, and a broken one are refused', async () => {
    const app = await receiving();
    const send = async (request: object): Promise<unknown[]> => {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/land/imports', ...request });
      return [answer.statusCode, answer.json<ProblemDocument>().code];
    };
    expect(await send(form('x', 5_001))).toEqual([413, 'http.body-too-large']);
    expect(await send({ payload: {} })).toEqual([415, 'http.unsupported-media-type']);
    expect((await send({ ...form('x', 10), payload: '--B\r\nno header' }))[0]).toBe(400);
  });
});
