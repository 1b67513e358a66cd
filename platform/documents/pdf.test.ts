import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pdfOf } from './pdf.ts';

test('a document keeps its Chinese text and its drawing, on one page', async (context) => {
  const bytes = await pdfOf({
    content: [
      '谢岗镇 银瓶高端装备产业基地',
      { svg: '<svg viewBox="0 0 40 20"><path d="M0 0H40V20H0Z" fill="#1a9850"/></svg>', width: 100 },
    ],
  });
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  if (!existsSync('/usr/bin/pdftotext')) return context.skip('pdftotext (poppler-utils) is not installed');
  const file = join(mkdtempSync(join(tmpdir(), 'lizhu-pdf-')), 'sheet.pdf');
  writeFileSync(file, bytes);
  expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain(
    '谢岗镇 银瓶高端装备产业基地',
  );
  expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n/);
});

test('a document cannot reach for files or addresses', async () => {
  const outside = { images: { x: '/etc/hostname' }, content: [{ image: 'x' }] };
  await expect(pdfOf(outside as never)).rejects.toThrow();
});
