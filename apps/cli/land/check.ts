import {
  type CheckedFeature,
  checkedFeatures,
  createWriter,
  type Field,
  openGeodata,
  placeText,
  resolveCrs,
  type Writer,
} from '@lizhu/geodata';
import type { Command } from '../command.ts';
import type { Language } from '../console.ts';
import {
  choiceOf,
  crsOption,
  encodingOption,
  formatOption,
  formatToWrite,
  idOption,
  landFile,
  layerOption,
} from './file-options.ts';
import { type Naming, namingBy } from './identifier.ts';

interface Quarantined {
  readonly id: string;
  readonly reason: string;
  readonly place: string;
}

/** Judges every feature of a file: valid, repaired, or not usable as it is. */
export const landCheck: Command = {
  slice: 'land',
  verb: 'check',
  summary: { zh: '检查地块文件', en: 'check a file of parcels' },
  operands: [{ name: 'FILE', text: { zh: '地块文件', en: 'file of parcels' } }],
  options: [
    crsOption,
    encodingOption,
    layerOption,
    formatOption,
    idOption,
    {
      name: 'quarantine',
      value: 'OUT.geojson',
      text: {
        zh: '把不可用的要素连同原因写入此文件',
        en: 'write the features that cannot be used, with the reasons, to this file',
      },
    },
  ],
  notes: [
    {
      zh: '每个要素必属其一：合格、修复（可修复的缺陷已修复并说明）、隔离（按现状不可用）。标识重复者，后一个隔离。不猜测坐标系：文件未写明时须用 --crs。',
      en: 'Every feature is one of valid, repaired (what could be mended was mended, and is said) or quarantined (not usable as it is); of two features with one identifier the second is quarantined. The coordinate system is never guessed: where the file does not state it, --crs must.',
    },
    {
      zh: '--json：{"features":N,"valid":N,"repaired":N,"quarantined":[{"id","reason","place"}],"crs","encoding","areaSqm"}，features = valid + repaired + quarantined 个数；areaSqm 为椭球面积合计。',
      en: '--json: {"features":N,"valid":N,"repaired":N,"quarantined":[{"id","reason","place"}],"crs","encoding","areaSqm"} with features = valid + repaired + quarantined; areaSqm is the statutory area of all that is usable.',
    },
  ],
  examples: [
    'lizhu land check parcels.geojson',
    'lizhu land check 宗地.zip --crs EPSG:4547 --encoding GBK --quarantine faulty.geojson',
  ],
  async run({ operands, options }, console) {
    const choice = { ...choiceOf(options), layer: options.text('layer'), format: options.text('format') };
    const { source, choice: stated } = landFile(operands[0]!, choice);
    const opened = await openGeodata(source, stated);
    let quarantineFile: QuarantineFile | null = null;
    try {
      const naming = namingBy(opened.fields, options.text('id'));
      const keepAt = options.text('quarantine');
      if (keepAt !== null)
        quarantineFile = await QuarantineFile.create(keepAt, opened.fields, console.language);
      const counts = { valid: 0, repaired: 0, quarantined: 0 };
      const quarantined: Quarantined[] = [];
      const summary = new FaultSummary(console.language);
      let areaSqm = 0;
      for await (const checked of checkedFeatures(opened.features(), { idOf: naming.given })) {
        counts[checked.status]++;
        areaSqm += checked.areaSqm;
        summary.add(checked);
        if (checked.status !== 'quarantined') continue;
        quarantined.push(described(checked, naming, console.language));
        await quarantineFile?.write(checked, naming);
      }
      await quarantineFile?.finish();
      quarantineFile = null;
      const features = counts.valid + counts.repaired + counts.quarantined;
      const document = {
        features,
        valid: counts.valid,
        repaired: counts.repaired,
        quarantined,
        crs: opened.crs.id,
        encoding: opened.encoding,
        areaSqm: Math.round(areaSqm * 1e4) / 1e4,
      };
      const facts = {
        name: source.fileName,
        format: opened.format.name,
        crs: opened.crs.label,
        encoding: opened.encoding,
      };
      const mu = (areaSqm / (10_000 / 15)).toFixed(2);
      console.result(document, {
        zh: [
          `${facts.name}：${facts.format.zh}，${facts.crs}，${facts.encoding}`,
          `${features} 个要素：合格 ${counts.valid}，修复 ${counts.repaired}，隔离 ${counts.quarantined}；椭球面积 ${areaSqm.toFixed(2)} m² = ${mu} 亩`,
          ...summary.lines(),
        ].join('\n'),
        en: [
          `${facts.name}: ${facts.format.en}, ${facts.crs}, ${facts.encoding}`,
          `${features} features: ${counts.valid} valid, ${counts.repaired} repaired, ${counts.quarantined} quarantined; statutory area ${areaSqm.toFixed(2)} m² = ${mu} mu`,
          ...summary.lines(),
        ].join('\n'),
      });
    } finally {
      await quarantineFile?.discard();
      await opened.close();
    }
  },
};

function described({ feature, faults }: CheckedFeature, naming: Naming, language: Language): Quarantined {
  const decisive = faults.find(({ severity }) => severity === 'quarantine') ?? faults[0];
  return {
    id: naming.name(feature),
    reason: decisive?.message[language] ?? '',
    place: placeText(decisive?.place ?? feature.place)[language],
  };
}

/** How often each fault occurs, and where first. */
class FaultSummary {
  readonly #language: Language;
  readonly #seen = new Map<
    string,
    { count: number; readonly severity: string; readonly first: string; readonly remedy: string }
  >();

  constructor(language: Language) {
    this.#language = language;
  }

  add({ faults }: CheckedFeature): void {
    for (const { code, severity, message, remedy, place } of faults) {
      const key = `${severity} ${code}`;
      const seen = this.#seen.get(key);
      if (seen) seen.count++;
      else {
        const first = `${message[this.#language]} (${placeText(place)[this.#language]})`;
        this.#seen.set(key, {
          count: 1,
          severity,
          first,
          remedy: severity === 'quarantine' ? remedy[this.#language] : '',
        });
      }
    }
  }

  lines(): string[] {
    const words: Readonly<Record<string, readonly [string, string]>> = {
      quarantine: ['隔离', 'quarantined'],
      repaired: ['修复', 'repaired'],
      note: ['提示', 'noted'],
    };
    const zh = this.#language === 'zh';
    return Object.entries(words).flatMap(([severity, [wordZh, wordEn]]) =>
      [...this.#seen.values()]
        .filter((seen) => seen.severity === severity)
        .map(({ count, first, remedy }) =>
          zh
            ? `${wordZh} × ${count}，首例：${first}${remedy && ` → ${remedy}`}`
            : `${wordEn} × ${count}, first: ${first}${remedy && ` → ${remedy}`}`,
        ),
    );
  }
}

/** What could not be used, in EPSG:4490, to be mended and given in again. */
class QuarantineFile {
  readonly #writer: Writer;
  readonly #language: Language;

  private constructor(writer: Writer, language: Language) {
    this.#writer = writer;
    this.#language = language;
  }

  static async create(path: string, fields: readonly Field[], language: Language): Promise<QuarantineFile> {
    const writer = await createWriter(path, formatToWrite(path, null), {
      crs: resolveCrs('EPSG:4490'),
      layerName: 'quarantine',
      fields: [
        ...fields.map(({ name, type }) => ({ name, type })),
        { name: 'fault', type: 'text' },
        { name: 'fault_place', type: 'text' },
        { name: 'fault_remedy', type: 'text' },
      ],
    });
    return new QuarantineFile(writer, language);
  }

  async write({ feature, faults }: CheckedFeature, naming: Naming): Promise<void> {
    const text = (of: (fault: CheckedFeature['faults'][number]) => string): string =>
      faults.map(of).join('; ');
    await this.#writer.write({
      id: naming.given(feature),
      geometry: feature.geometry,
      properties: {
        ...feature.properties,
        fault: text(({ message }) => message[this.#language]),
        fault_place: text(({ place }) => placeText(place)[this.#language]),
        fault_remedy: text(({ remedy }) => remedy[this.#language]),
      },
    });
  }

  async finish(): Promise<void> {
    await this.#writer.finish();
  }

  async discard(): Promise<void> {
    await this.#writer.discard();
  }
}
