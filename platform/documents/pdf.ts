import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PdfDefinition, PdfMake } from './pdf-definition.ts';

const require = createRequire(import.meta.url);
const fontFolder = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const fontFiles = {
  normal: join(fontFolder, '400Regular/NotoSansSC_400Regular.ttf'),
  bold: join(fontFolder, '700Bold/NotoSansSC_700Bold.ttf'),
};
let prepared: PdfMake | null = null;

/** The one type face of documents; it has every Chinese character of GB 18030 level 1 and 2. */
export const PDF_FONT = 'NotoSansSC';

/** Sets a document and returns its bytes. Only the built-in fonts are read; nothing is fetched. */
export async function pdfOf(definition: PdfDefinition): Promise<Uint8Array> {
  const pdfmake = prepare();
  const document = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [36, 32, 36, 40],
    ...definition,
    defaultStyle: { font: PDF_FONT, fontSize: 9, lineHeight: 1.15, ...definition.defaultStyle },
  });
  return document.getBuffer();
}

function prepare(): PdfMake {
  if (prepared !== null) return prepared;
  const pdfmake = require('pdfmake') as PdfMake;
  pdfmake.setFonts({ [PDF_FONT]: { ...fontFiles, italics: fontFiles.normal, bolditalics: fontFiles.bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fontFolder));
  prepared = pdfmake;
  return pdfmake;
}
