import { createRequire } from 'node:module';
import {
  type LimitedOutcome,
  type LimitFault,
  type OpenedFile,
  type RunLimitedOptions,
  runLimited,
} from '@lizhu/files';
import type { ColumnsGuess, Guess, Inspection, Refusal } from '@lizhu/geodata';
import type inspect from '@lizhu/geodata/limited-inspect';
import type { InspectInput } from '@lizhu/geodata/limited-inspect';
import type read from '@lizhu/geodata/limited-read';
import type { ReadInput, ReadResult, SentFeature } from '@lizhu/geodata/limited-read';
import type { Bilingual } from '@lizhu/programme/contract';
import type { Import, ImportMapping, ImportProposal, ImportStatement } from '../contract.ts';
import { importProblem } from './import-failure.ts';
import { withReadingFolder } from './reading-folder.ts';

/** What reading one file may cost. A GeoPackage of a million parcels fits; a bomb does not. */
const limits = { memoryMb: 1_024, cpuSeconds: 900, wallSeconds: 1_800, fileMb: 4_096, outputMb: 8_192 };

/** Either what was asked for, or why the file as a whole cannot be read. */
export type FileOutcome<Result> =
  | { readonly result: Result; readonly problem: null }
  | { readonly result: null; readonly problem: NonNullable<Import['problem']> };

/** Layers whose columns are looked at; a file with more is proposed by these. */
const LAYERS_MAX = 20;

/**
 * Looks at a file in a limited child. Of a file with several layers the columns of all are told, since which of them is meant
 * is not known yet; of a workbook those of the sheet that is looked at, since each is laid out in its own way.
 *
 * @throws The signal's reason when it aborts.
 */
export async function inspectFile(
  file: OpenedFile,
  statement: ImportStatement,
  signal: AbortSignal,
): Promise<FileOutcome<Omit<ImportProposal, 'mapping'>>> {
  const { result: first, problem } = await inspectTable(file, statement, signal);
  if (problem !== null) return { result: null, problem };
  const fields = new Map(first.fields.map((field) => [field.name, field]));
  for (const { name } of first.columns === null ? first.layers.slice(0, LAYERS_MAX) : []) {
    if (name === first.layer) continue;
    const { result: other } = await inspectTable(file, { ...statement, layer: name }, signal);
    for (const field of other?.fields ?? []) if (!fields.has(field.name)) fields.set(field.name, field);
  }
  const { format, encoding, crs, layers, layer, columns, features } = first;
  return {
    problem: null,
    result: {
      format: guessOf(format),
      encoding: guessOf(encoding),
      crs: guessOf(crs),
      layers: layers.map(({ name, features }) => ({ name, features })),
      layer,
      ...(columns === null ? {} : { columns: columnsOf(columns) }),
      fields: [...fields.values()].map(({ name, type, samples }) => ({ name, type, samples: [...samples] })),
      features,
    },
  };
}

/**
 * Looks at one layer. Where more than one reading of its columns is possible, it is shown by the first, as one that a person
 * has to choose.
 */
async function inspectTable(
  file: OpenedFile,
  statement: ImportStatement,
  signal: AbortSignal,
): Promise<FileOutcome<Inspection>> {
  const looked = await inspectLayer(file, statement, signal);
  if (looked.problem !== null) return looked;
  if (!('error' in looked.result)) return { result: looked.result, problem: null };
  const { code, text, candidates } = looked.result.error;
  const [shown] = candidates;
  if (code !== 'columns-needed' || statement.columns !== undefined || shown === undefined)
    return refusedFile('file-unreadable', text);
  const again = await inspectLayer(file, { ...statement, columns: shown.value }, signal);
  if (again.problem !== null) return again;
  if ('error' in again.result) return refusedFile('file-unreadable', text);
  const columns: ColumnsGuess = {
    ...again.result.columns!,
    confidence: 'unknown',
    evidence: {
      zh: `${text.zh}；下面先按${shown.note.zh}显示`,
      en: `${text.en}; what follows is shown with ${shown.note.en}`,
    },
    candidates,
  };
  return { result: { ...again.result, columns }, problem: null };
}

async function inspectLayer(
  { path, name }: OpenedFile,
  stated: ImportStatement,
  signal: AbortSignal,
): Promise<FileOutcome<Inspection | Refusal>> {
  const input: InspectInput = { source: { path, fileName: name }, stated };
  const outcome = await runInFolder<Awaited<ReturnType<typeof inspect>>>('inspect', input, { signal });
  signal.throwIfAborted();
  return outcome.fault === null ? { result: outcome.result, problem: null } : problemOfFault(outcome.fault);
}

/**
 * Reads and checks every feature of a file in a limited child, as the officer confirmed it to be.
 *
 * @param onBatch Takes the features in file order; while it works, the child waits.
 * @throws What `onBatch` throws; the signal's reason when it aborts.
 */
export async function readFile(
  { path, name }: OpenedFile,
  { format, encoding, crs, layer, columns }: ImportMapping,
  signal: AbortSignal,
  onBatch: (batch: readonly SentFeature[]) => Promise<void>,
): Promise<FileOutcome<ReadResult>> {
  const input: ReadInput = {
    source: { path, fileName: name },
    choice: { format, encoding, crs, layer, columns },
    // Codes are held against the ledger, and overlaps weighed against it, on this side.
    idField: null,
    findOverlaps: false,
  };
  const outcome = await runInFolder<Awaited<ReturnType<typeof read>>, SentFeature[]>('read', input, {
    signal,
    onMessage: (message) => onBatch(message as SentFeature[]),
  });
  signal.throwIfAborted();
  if (outcome.fault !== null) return problemOfFault(outcome.fault);
  const { result } = outcome;
  return 'error' in result ? refusedFile('reading-differs', result.error.text) : { result, problem: null };
}

/** Runs an entry of geodata in a limited child, with a folder for what it unpacks that goes also when the child was stopped. */
async function runInFolder<Result, Message = unknown>(
  entry: 'inspect' | 'read',
  input: unknown,
  options: RunLimitedOptions<Message>,
): Promise<LimitedOutcome<Result>> {
  const module = createRequire(import.meta.url).resolve(`@lizhu/geodata/limited-${entry}`);
  return withReadingFolder((folder) =>
    runLimited<Result, Message>(module, input, { ...limits, ...options, folder }),
  );
}

function problemOfFault({ code, message, remedy }: LimitFault): FileOutcome<never> {
  return { result: null, problem: { code: `land.reading-${code}`, message, remedy } };
}

function refusedFile(name: 'file-unreadable' | 'reading-differs', reason: Bilingual): FileOutcome<never> {
  return { result: null, problem: importProblem(name, { reason }) };
}

function guessOf({ value, confidence, evidence, candidates }: Guess): ImportProposal['format'] {
  const copied = candidates.map((candidate) => ({ value: candidate.value, note: candidate.note }));
  return { value, confidence, evidence, candidates: copied };
}

function columnsOf(columns: ColumnsGuess): NonNullable<ImportProposal['columns']> {
  const header = columns.header.map(({ name, samples }) => ({ name, samples: [...samples] }));
  return { ...guessOf(columns), headerLine: columns.headerLine, header, roles: { ...columns.roles } };
}
