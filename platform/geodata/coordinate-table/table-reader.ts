import { CoordinateSample } from '../crs/coordinate-sample.ts';
import type { Crs } from '../crs/crs.ts';
import type { DeclaredCrs } from '../crs/propose-crs.ts';
import { resolveCrs } from '../crs/resolve-crs.ts';
import { fault } from '../fault.ts';
import { sampleText } from '../field-survey.ts';
import type { ColumnsGuess, LayerChoice, LayerDescription, Reader } from '../format.ts';
import type { FieldType, FieldValue, GeoFeature, Guess } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { assertVertices, limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import type { Place } from '../place.ts';
import { samplePositions } from '../sample-positions.ts';
import { parseWkt } from '../simple-features/parse-wkt.ts';
import { toLonLat } from '../to-lon-lat.ts';
import { BoundaryRows, featureOfRows, type RowFault, type RowParcel } from './boundary-rows.ts';
import { columnType, coordinateOf, fieldValue } from './cell-value.ts';
import { unguarded } from './formula-guard.ts';
import { type Cell, cellText, type Table, type TableFile, type TableRow } from './table.ts';
import { findLayout, type TableLayout } from './table-layout.ts';

/** Rows from which the columns, their types and the coordinate system are judged. */
const SURVEY_ROWS = 5_000;
const SURVEY_CHARACTERS = 2 ** 24;
const SAMPLES_SHOWN = 5;
const COLUMN_SAMPLE_ROWS = 100;

/** Reads the tables of a text file or workbook as layers; memory holds one piece of the file and one parcel. */
export class TableReader implements Reader {
  readonly layers: Reader['layers'];
  readonly #file: TableFile;
  readonly #limits: ReadLimits;
  readonly #surveys = new Map<string, Promise<Survey>>();

  constructor(file: TableFile, limits: ReadLimits) {
    this.#file = file;
    this.#limits = limits;
    this.layers = file.tables.map(({ name }) => ({ name, features: null }));
  }

  async encoding(stated?: string): Promise<Guess> {
    return await this.#file.encoding(stated);
  }

  async describe(choice: LayerChoice): Promise<LayerDescription> {
    const survey = await this.#survey(choice);
    const { rows, fields } = survey;
    const sample = sampleOf(survey);
    return {
      declaredCrs: declaredCrs(survey, sample),
      sample,
      columns: columnsOf(survey),
      fields: fields.map(({ name, type, column }) => {
        const shown = new Set<string>();
        for (const { cells } of rows) {
          const value = fieldValue(plain(cells[column], survey), type);
          if (value !== null && shown.size < SAMPLES_SHOWN) shown.add(sampleText(value));
        }
        return { name, type, samples: [...shown] };
      }),
      features: survey.complete ? countOf(survey, this.#limits) : null,
    };
  }

  async *features(choice: LayerChoice & { readonly crs: Crs }): AsyncGenerator<GeoFeature> {
    const survey = await this.#survey(choice);
    const { layout } = survey;
    const table = this.#table(choice.layer);
    const rows = bodyRows(table.rows(choice.encoding ?? 'UTF-8'), layout);
    yield* layout.shape === 'boundary'
      ? this.#parcels(rows, survey, choice.crs)
      : this.#rowFeatures(rows, survey, choice.crs);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async *#parcels(
    batches: AsyncIterable<readonly TableRow[]>,
    survey: Survey,
    crs: Crs,
  ): AsyncGenerator<GeoFeature> {
    const { layout } = survey;
    const collected = new BoundaryRows(layout, (row) => valuesOf(row, survey), this.#limits.verticesMax);
    let index = 0;
    const feature = (parcel: RowParcel): GeoFeature => featureOfRows(parcel, ++index, layout, crs);
    for await (const rows of batches) {
      for (const row of rows) {
        const ended = collected.add(row, rowFaults(row, survey));
        if (ended) yield feature(ended);
      }
    }
    const last = collected.end();
    if (last) yield feature(last);
  }

  async *#rowFeatures(
    batches: AsyncIterable<readonly TableRow[]>,
    survey: Survey,
    crs: Crs,
  ): AsyncGenerator<GeoFeature> {
    let index = 0;
    for await (const rows of batches) {
      for (const row of rows) yield this.#rowFeature(row, ++index, survey, crs);
    }
  }

  #rowFeature(row: TableRow, index: number, survey: Survey, crs: Crs): GeoFeature {
    const { parcel } = survey.layout.roles;
    const place: Place = { feature: index, line: row.line };
    const { geometry, problems } = rowGeometry(row, survey.layout);
    const faults = [...rowFaults(row, survey), ...problems].map((of) => of(place));
    assertVertices(geometry, this.#limits);
    const id = parcel === null ? '' : cellText(row.cells[parcel]);
    const properties = valuesOf(row, survey);
    return { index, id: id || null, properties, geometry: toLonLat(geometry, crs), faults, place };
  }

  #survey(choice: LayerChoice): Promise<Survey> {
    const key = JSON.stringify([choice.layer, choice.encoding, choice.columns ?? null]);
    const known = this.#surveys.get(key);
    if (known) return known;
    const survey = surveyTable(this.#table(choice.layer), choice, this.#limits);
    this.#surveys.set(key, survey);
    return survey;
  }

  #table(layer: string | null): Table {
    const { tables } = this.#file;
    const candidates = tables.map(({ name }) => ({ value: name, note: { zh: '工作表', en: 'sheet' } }));
    const table =
      layer === null && tables.length === 1 ? tables[0] : tables.find(({ name }) => name === layer);
    if (table) return table;
    const shown = layer?.slice(0, 80) ?? '';
    throw layer === null
      ? new GeodataError(
          'layer-needed',
          { zh: '文件有多个工作表，请选择一个', en: 'the file has several sheets; choose one' },
          candidates,
        )
      : new GeodataError(
          'layer-unknown',
          { zh: `没有工作表“${shown}”`, en: `there is no sheet "${shown}"` },
          candidates,
        );
  }
}

interface SurveyedField {
  readonly name: string;
  readonly column: number;
  readonly type: FieldType;
}

/** What the first rows of a table tell. */
interface Survey {
  readonly isText: boolean;
  readonly layout: TableLayout;
  readonly fields: readonly SurveyedField[];
  /** Cells that a row of a delimited text has to have; null where their number says nothing. */
  readonly width: number | null;
  /** Rows below the header. */
  readonly rows: readonly TableRow[];
  /** True where these are all the rows. */
  readonly complete: boolean;
  /** The coordinate system that the first row states in a column for it. */
  readonly statedCrs: string;
}

async function surveyTable(table: Table, choice: LayerChoice, limits: ReadLimits): Promise<Survey> {
  const { head, complete } = await headOf(table, choice.encoding ?? 'UTF-8');
  const layout = findLayout(head, choice.columns ?? null);
  const rows = head.filter(({ line }) => line > layout.headerLine);
  const width = Math.max(layout.names.length, ...(table.isText ? [] : rows.map(({ cells }) => cells.length)));
  if (width > limits.fieldsMax) throw limitPassed('columns', limits.fieldsMax);
  const { parcel, ...others } = layout.roles;
  const taken = new Set(Object.values(others).filter((column) => column !== null));
  const fields: SurveyedField[] = [];
  for (let column = 0; column < width; column++) {
    const name = layout.names[column] ?? `column_${column + 1}`;
    const cells = rows.map((row) => plain(row.cells[column], table));
    const isUnnamed = /^column(_\d+)?$/.test(name) && cells.every((cell) => cellText(cell) === '');
    if (!taken.has(column) && !isUnnamed)
      fields.push({ name, column, type: columnType(cells, table.isText) });
  }
  const crs = layout.roles.crs;
  const statedCrs =
    crs === null ? '' : cellText(rows.find(({ cells }) => cellText(cells[crs]) !== '')?.cells[crs]);
  const { isText } = table;
  return {
    isText,
    layout,
    fields,
    width: table.isText ? layout.names.length : null,
    rows,
    complete,
    statedCrs,
  };
}

/** The first rows that hold anything, as many as the survey takes. */
async function headOf(table: Table, encoding: string): Promise<{ head: TableRow[]; complete: boolean }> {
  const head: TableRow[] = [];
  let characters = 0;
  for await (const rows of table.rows(encoding)) {
    for (const row of rows) {
      if (isBlank(row)) continue;
      if (head.length >= SURVEY_ROWS || characters > SURVEY_CHARACTERS) return { head, complete: false };
      head.push(row);
      for (const cell of row.cells) if (typeof cell === 'string') characters += cell.length;
    }
  }
  return { head, complete: true };
}

function isBlank({ cells, damage }: TableRow): boolean {
  return damage === undefined && cells.every((cell) => cell === null || cell === '' || cellText(cell) === '');
}

async function* bodyRows(
  batches: AsyncIterable<readonly TableRow[]>,
  { headerLine }: TableLayout,
): AsyncGenerator<readonly TableRow[]> {
  for await (const rows of batches) yield rows.filter((row) => row.line > headerLine && !isBlank(row));
}

/** A cell without the guard that text which looks like a formula has in CSV. */
function plain(cell: Cell | undefined, { isText }: { readonly isText: boolean }): Cell {
  return isText && typeof cell === 'string' ? unguarded(cell) : (cell ?? null);
}

function valuesOf({ cells }: TableRow, survey: Survey): Record<string, FieldValue> {
  const properties: Record<string, FieldValue> = {};
  for (const { name, column, type } of survey.fields) {
    properties[name] = fieldValue(plain(cells[column], survey), type);
  }
  return properties;
}

const noFaults: readonly RowFault[] = [];

/** What is wrong with a row as a row. */
function rowFaults(row: TableRow, survey: Survey): readonly RowFault[] {
  const { cells, line, damage } = row;
  const { width, layout, statedCrs } = survey;
  const crsCell = layout.roles.crs === null ? '' : (cells[layout.roles.crs] ?? '');
  const isFine = !damage && (width === null || cells.length === width);
  if (isFine && (crsCell === '' || crsCell === statedCrs)) return noFaults;
  const faults: RowFault[] = [];
  if (damage) faults.push((place) => fault('record-damaged', { ...place, line }, { detail: damage }));
  const surplus = width === null ? [] : cells.slice(width).filter((cell) => cellText(cell) !== '');
  if (width !== null && (surplus.length > 0 || cells.length < width)) {
    const detail = {
      zh: `第 ${line} 行有 ${cells.length} 列，表头有 ${width} 列`,
      en: `row ${line} has ${cells.length} cells, the header ${width}`,
    };
    const severity = surplus.length > 0 ? 'quarantine' : 'note';
    faults.push((place) => fault('record-damaged', { ...place, line }, { detail }, severity));
  }
  const crs = cellText(crsCell);
  if (crs !== '' && crs !== statedCrs) {
    const shown = crs.slice(0, 40);
    const detail = {
      zh: `第 ${line} 行的坐标系“${shown}”与第一行“${statedCrs.slice(0, 40)}”不同`,
      en: `row ${line} states the coordinate system "${shown}", the first row "${statedCrs.slice(0, 40)}"`,
    };
    faults.push((place) => fault('record-damaged', { ...place, line }, { detail }));
  }
  return faults;
}

function rowGeometry(
  { cells, line }: TableRow,
  { roles }: TableLayout,
): { geometry: GeoFeature['geometry']; problems: RowFault[] } {
  if (roles.wkt !== null) {
    const text = cellText(cells[roles.wkt]);
    if (text === '') return { geometry: null, problems: [(place) => fault('geometry-null', place)] };
    const { geometry, problems } = parseWkt(text);
    return {
      geometry,
      problems: problems.map(
        ({ code, slots }) =>
          (place) =>
            fault(code, place, slots),
      ),
    };
  }
  const [x, y] = [cells[roles.x!], cells[roles.y!]];
  if (cellText(x) === '' && cellText(y) === '') {
    return { geometry: null, problems: [(place) => fault('geometry-null', place)] };
  }
  const position: [number, number] = [coordinateOf(x), coordinateOf(y)];
  if (position.some(Number.isNaN)) {
    const text = `${cellText(x)}, ${cellText(y)}`.slice(0, 80);
    return { geometry: null, problems: [(place) => fault('point-unreadable', { ...place, line }, { text })] };
  }
  return { geometry: { type: 'Point', coordinates: position }, problems: [] };
}

/** All columns of a table, and which of them were taken as what. */
function columnsOf({ layout, rows }: Survey): ColumnsGuess {
  const { guess, headerLine, names, roles } = layout;
  const width = Math.max(names.length, ...rows.map(({ cells }) => cells.length));
  const header = Array.from({ length: width }, (_, column) => {
    const texts = rows.slice(0, COLUMN_SAMPLE_ROWS).map(({ cells }) => cellText(cells[column]));
    const samples = [...new Set(texts)].filter((text) => text !== '').slice(0, SAMPLES_SHOWN);
    return { name: names[column] ?? `#${column + 1}`, samples: samples.map(sampleText) };
  });
  const taken = Object.entries(roles).filter(([, column]) => column !== null);
  return { ...guess, headerLine, header, roles: Object.fromEntries(taken) };
}

function sampleOf({ layout, rows }: Survey): CoordinateSample {
  const sample = new CoordinateSample();
  const { x, y } = layout.roles;
  for (const row of rows) {
    if (x !== null && y !== null) sample.add(coordinateOf(row.cells[x]), coordinateOf(row.cells[y]));
    else samplePositions(sample, rowGeometry(row, layout).geometry);
  }
  return sample;
}

/** What a column for the coordinate system says in the first row. A name without zone does not settle plane coordinates. */
function declaredCrs({ statedCrs }: Survey, sample: CoordinateSample): DeclaredCrs | null {
  if (statedCrs === '') return null;
  const text = statedCrs.slice(0, 4_000);
  const shown = text.slice(0, 60);
  const where = { zh: `坐标系列（${shown}）`, en: `the column for the coordinate system (${shown})` };
  try {
    const crs = resolveCrs(/^\d{4,6}(\.0)?$/.test(text) ? `EPSG:${Number(text)}` : text);
    const isPlane = sample.share((x, y) => Math.abs(x) > 360 || Math.abs(y) > 360) > 0.5;
    const isVague = crs.geographic && isPlane && !/\d{4}$/.test(statedCrs.replace(/2000$/, ''));
    if (!isVague) return { crs, where };
    const zh = `${where.zh}没有写分带`;
    return { crs: null, where: { zh, en: `${where.en} names no zone` } };
  } catch (error) {
    if (!(error instanceof GeodataError)) throw error;
    return { crs: null, where: { zh: `${where.zh}：${error.text.zh}`, en: `${where.en}: ${error.text.en}` } };
  }
}

function countOf({ layout, rows }: Survey, limits: ReadLimits): number {
  if (layout.shape !== 'boundary') return rows.length;
  const collected = new BoundaryRows(layout, () => ({}), limits.verticesMax);
  let count = 0;
  for (const row of rows) if (collected.add(row, [])) count++;
  return collected.end() ? count + 1 : count;
}
