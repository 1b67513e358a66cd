export { PDF_FONT, pdfOf } from './pdf.ts';
export type { PdfBlock, PdfDefinition, PdfStyle } from './pdf-definition.ts';
