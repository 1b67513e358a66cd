import type { Crs } from './crs/crs.ts';
import { landingPlace } from './crs/landing-place.ts';
import { assertPlausible, proposeCrs } from './crs/propose-crs.ts';
import { resolveCrs } from './crs/resolve-crs.ts';
import { encodingName } from './detect/encoding-name.ts';
import type { ColumnsGuess, Format, LayerDescription, Reader, Source } from './format.ts';
import type { GeoFeature, Guess, LayerInfo } from './geo-feature.ts';
import { GeodataError } from './geodata-error.ts';
import { positionCount } from './geometry.ts';
import { limitPassed } from './limit-passed.ts';
import { type ReadLimits, readLimits } from './limits.ts';
import { placeText } from './place.ts';
import { recogniseFormat } from './recognise-format.ts';

/** What the user states of a file. Whatever is left out must be certain from the file itself. */
export interface Choice {
  readonly format?: string | null | undefined;
  readonly encoding?: string | null | undefined;
  readonly crs?: string | null | undefined;
  readonly layer?: string | null | undefined;
  /** Which columns of a table hold what; `stated-columns.ts` has the form. */
  readonly columns?: string | null | undefined;
}

/** What a file seems to be, before anything of it is taken over. */
export interface Inspection {
  readonly format: Guess;
  readonly encoding: Guess;
  readonly crs: Guess;
  readonly layers: readonly LayerInfo[];
  /** The layer that `crs`, `fields` and `features` describe. */
  readonly layer: string;
  readonly fields: LayerDescription['fields'];
  /** Which columns of a table were taken as what; null where the format itself says what is what. */
  readonly columns: ColumnsGuess | null;
  /** Null where only reading tells. */
  readonly features: number | null;
}

/** A file that is open, with everything settled that reading needs to know. */
export interface OpenedGeodata {
  readonly format: Format;
  readonly encoding: string;
  readonly crs: Crs;
  readonly layer: string;
  readonly fields: LayerDescription['fields'];
  /** By the file's own count; null where only reading tells. */
  readonly count: number | null;
  /** All records in file order, in EPSG:4490 longitude and latitude, not yet checked. */
  features(): AsyncIterable<GeoFeature>;
  close(): Promise<void>;
}

/**
 * Looks at a file and proposes format, encoding, coordinate system and fields, each with its evidence and what else it could
 * be. What is stated is taken over and held against the content.
 *
 * @throws GeodataError where the file cannot be read, or what is stated cannot be true of it.
 */
export async function inspectGeodata(
  source: Source,
  stated: Choice = {},
  limits: ReadLimits = readLimits,
): Promise<Inspection> {
  const { format, guess } = await recogniseFormat(source, stated.format ?? null, limits);
  const reader = await format.open(source, limits);
  try {
    const layer = layerOf(reader, stated.layer ?? null) ?? reader.layers[0]!.name;
    const encoding = await encodingOf(reader, stated);
    const columns = stated.columns ?? null;
    const described = await reader.describe({ encoding: encoding.value, layer, columns });
    return {
      format: guess,
      encoding,
      crs: crsOf(described, stated),
      layers: reader.layers,
      layer,
      fields: described.fields,
      columns: described.columns ?? null,
      features: described.features,
    };
  } finally {
    await reader.close();
  }
}

/**
 * Opens a file for reading. What `choice` leaves out is taken from the file where that is certain; an encoding also where it
 * is likely, since a wrong one shows.
 *
 * @throws GeodataError with what could be stated: `crs-needed`, `crs-implausible`, `encoding-unknown`, `encoding-wrong`,
 *   `layer-needed`, `layer-unknown`, `columns-needed`, and those of `inspectGeodata`.
 */
export async function openGeodata(
  source: Source,
  choice: Choice = {},
  limits: ReadLimits = readLimits,
): Promise<OpenedGeodata> {
  const { format } = await recogniseFormat(source, choice.format ?? null, limits);
  const reader = await format.open(source, limits);
  try {
    const layer = layerOf(reader, choice.layer ?? null);
    if (layer === null) throw layerNeeded(reader);
    const encoding = await encodingOf(reader, choice);
    if (encoding.value === null) {
      throw new GeodataError(
        'encoding-unknown',
        {
          zh: `无法判断文字编码（${encoding.evidence.zh}），请指定`,
          en: `the encoding of the text is not known (${encoding.evidence.en}); state it`,
        },
        encoding.candidates,
      );
    }
    const columns = choice.columns ?? null;
    const described = await reader.describe({ encoding: encoding.value, layer, columns });
    const crs = settledCrs(described, choice);
    const settled = { encoding: encoding.value, layer, columns, crs };
    return {
      format,
      ...settled,
      fields: described.fields,
      count: described.features,
      features: () => limited(reader.features(settled), limits),
      close: () => reader.close(),
    };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** All records of a file; `openGeodata` tells more. */
export async function* readGeodata(
  source: Source,
  choice: Choice = {},
  limits: ReadLimits = readLimits,
): AsyncGenerator<GeoFeature> {
  const opened = await openGeodata(source, choice, limits);
  try {
    yield* opened.features();
  } finally {
    await opened.close();
  }
}

async function* limited(features: AsyncIterable<GeoFeature>, limits: ReadLimits): AsyncGenerator<GeoFeature> {
  for await (const feature of features) {
    if (feature.index > limits.featuresMax) {
      throw new GeodataError('limit-passed', {
        zh: `文件超过 ${limits.featuresMax} 个要素`,
        en: `the file has more than ${limits.featuresMax} features`,
      });
    }
    if (feature.geometry && positionCount(feature.geometry) > limits.verticesMax) {
      throw limitPassed('vertices', limits.verticesMax, placeText(feature.place));
    }
    yield feature;
  }
}

/** The stated layer, or the only one; null where there are several and none is stated. */
function layerOf(reader: Reader, stated: string | null): string | null {
  if (reader.layers.length === 0) {
    throw new GeodataError('format-damaged', { zh: '文件中没有图层', en: 'the file holds no layer' });
  }
  if (stated === null) return reader.layers.length === 1 ? reader.layers[0]!.name : null;
  if (reader.layers.some(({ name }) => name === stated)) return stated;
  throw new GeodataError(
    'layer-unknown',
    { zh: `没有图层“${stated.slice(0, 80)}”`, en: `there is no layer "${stated.slice(0, 80)}"` },
    layerCandidates(reader),
  );
}

function layerNeeded(reader: Reader): GeodataError {
  const names = reader.layers.map(({ name }) => name);
  const shown = names.slice(0, 10).join(', ');
  return new GeodataError(
    'layer-needed',
    {
      zh: `文件有 ${names.length} 个图层，请指定其一：${shown}`,
      en: `the file has ${names.length} layers; state which: ${shown}`,
    },
    layerCandidates(reader),
  );
}

function layerCandidates(reader: Reader): Guess['candidates'] {
  return reader.layers.map(({ name, features }) => ({
    value: name,
    note:
      features === null
        ? { zh: '要素数未知', en: 'number of features not known' }
        : { zh: `${features} 个要素`, en: `${features} features` },
  }));
}

async function encodingOf(reader: Reader, { encoding }: Choice): Promise<Guess> {
  if (!encoding) return await reader.encoding();
  const name = encodingName(encoding);
  const guess = await reader.encoding(name);
  if (guess.value === name || guess.confidence === 'certain') return guess;
  return {
    ...guess,
    value: name,
    confidence: 'certain',
    evidence: { zh: '用户指定', en: 'stated by the user' },
  };
}

function crsOf({ declaredCrs, sample }: LayerDescription, { crs }: Choice): Guess {
  const guess = proposeCrs(declaredCrs, sample);
  if (!crs) return guess;
  const stated = resolveCrs(crs);
  assertPlausible(stated, sample);
  const landing = landingPlace(...stated.toLonLat(...sample.median()));
  return {
    value: stated.id,
    confidence: 'certain',
    evidence: {
      zh: `用户指定，将落在 ${landing.zh}；${guess.evidence.zh}`,
      en: `stated by the user, lands at ${landing.en}; ${guess.evidence.en}`,
    },
    candidates: guess.candidates,
  };
}

function settledCrs(described: LayerDescription, choice: Choice): Crs {
  const guess = crsOf(described, choice);
  if (guess.confidence === 'certain' && guess.value !== null) return resolveCrs(guess.value);
  throw new GeodataError(
    'crs-needed',
    {
      zh: `须指定坐标系：${guess.evidence.zh}`,
      en: `the coordinate system must be stated: ${guess.evidence.en}`,
    },
    guess.candidates,
  );
}
