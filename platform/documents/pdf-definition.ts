/** The part of pdfmake's document language that our documents use. */
export interface PdfDefinition {
  readonly info?: { readonly title?: string; readonly author?: string; readonly subject?: string };
  readonly pageSize?: string;
  readonly pageOrientation?: 'portrait' | 'landscape';
  readonly pageMargins?: readonly [number, number, number, number];
  readonly content: readonly PdfBlock[];
  readonly footer?: (page: number, pages: number) => PdfBlock;
  readonly defaultStyle?: PdfStyle;
}

export interface PdfStyle {
  readonly font?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly lineHeight?: number;
  readonly alignment?: 'left' | 'center' | 'right';
  readonly margin?: readonly [number, number, number, number];
}

export type PdfBlock =
  | string
  | (PdfStyle & { readonly text: string | readonly PdfBlock[] })
  | (PdfStyle & { readonly svg: string; readonly width?: number; readonly fit?: readonly [number, number] })
  | (PdfStyle & {
      readonly columns: readonly PdfBlock[];
      readonly columnGap?: number;
      readonly width?: string | number;
    })
  | (PdfStyle & { readonly stack: readonly PdfBlock[]; readonly width?: string | number })
  | (PdfStyle & {
      readonly table: {
        readonly widths?: readonly (string | number)[];
        readonly headerRows?: number;
        readonly body: readonly (readonly PdfBlock[])[];
      };
      readonly layout?: string | object;
      readonly width?: string | number;
    });

export interface PdfMake {
  setFonts(fonts: Readonly<Record<string, object>>): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
}
