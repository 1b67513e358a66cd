import type { Page, Response } from 'playwright-core';

/** Names that are the same in both languages. */
const sameInBoth =
  /^(Lizhu|GeoJSON|Shapefile|GeoPackage|FlatGeobuf|Excel|CSV|TXT|DXF|KML|WKT|PDF|EPSG|CGCS2000|CGCS|WGS|UTF|GBK|Big|zip|shp|dbf|prj|cpg|gpkg|geojson|xlsx|csv|txt|kml|dxf|fgb|json|JSON|RFC|GIS|OGC|API|Features|Point|LineString|Polygon|FeatureCollection|type|crs|Esc|Enter|Backspace|mu|ha|km)$/;
/** Codes of parcels, of which messages tell too. */
const code = /^[A-Z]{1,2}\d+$/;

/**
 * The words of a page that are not in its language. What people wrote (names, documents, codes) is data and stands as it is:
 * that is what the server sent outside of texts that it has in both languages.
 */
export class PageLanguage {
  readonly #page: Page;
  readonly #data = new Set<string>();
  #reading: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    this.#page = page;
    page.on('response', (response) => {
      this.#reading = this.#reading.then(() => this.#learn(response));
    });
  }

  async #learn(response: Response): Promise<void> {
    if (response.headers()['content-type']?.includes('json') !== true) return;
    const body: unknown = await response.json().catch(() => null);
    this.#keep(body);
  }

  #keep(value: unknown): void {
    if (typeof value === 'string' && !/^[a-z]+(-[a-z]+)*$/.test(value)) this.#data.add(value);
    if (typeof value !== 'object' || value === null || ('zh' in value && 'en' in value)) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'username' || key === 'name') this.#data.add(String(part));
      this.#keep(part);
    }
  }

  async strangers(language: 'zh' | 'en'): Promise<string[]> {
    await this.#reading;
    const pattern =
      language === 'en' ? /\p{Script=Han}[\p{Script=Han}\d（）〔〕·]*/gu : /[A-Za-z][A-Za-z\d]{2,}/g;
    const data = [...this.#data];
    const known = (word: string): boolean =>
      sameInBoth.test(word) || code.test(word) || word === '中文' || data.some((text) => text.includes(word));
    const words = (await this.#texts()).flatMap((text) =>
      (text.match(pattern) ?? []).map((word) => [word, text]),
    );
    return [
      ...new Set(
        words.filter(([word]) => !known(word!)).map(([word, text]) => `${word}: ${text!.slice(0, 80)}`),
      ),
    ];
  }

  /** Everything that the page says, to eyes and to screen readers. */
  #texts(): Promise<string[]> {
    return this.#page.evaluate(() => {
      const texts = new Set<string>([document.title.replace(/ · 立柱 Lizhu$/, '')]);
      for (const element of document.body.querySelectorAll('*')) {
        if (!element.checkVisibility() || element.closest('kbd, code, script, style') !== null) continue;
        // What the component library says in English only: its icons (those of pages are hidden), steps of a number, the cross of a list.
        if (
          element.closest(
            '.anticon, .ant-select-clear, .ant-input-number-action, .ant-input-number-handler',
          ) !== null
        )
          continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          texts.add(element.getAttribute(name)?.trim() ?? '');
        for (const node of element.childNodes)
          if (node.nodeType === Node.TEXT_NODE) texts.add(node.nodeValue?.trim() ?? '');
      }
      return [...texts];
    });
  }
}
