import { createRequire } from 'node:module';
import { type LimitFault, type OpenedFile, runLimited } from '@lizhu/files';
import type { Inspection } from '@lizhu/geodata';
import type { Bilingual } from '@lizhu/programme/contract';
import type { Import, ImportMapping, ImportProposal } from '../contract.ts';
import { importProblem } from './import-failure.ts';
import type { FileAnswer } from './limited/file-answer.ts';
import type { ReadFeature } from './read-feature.ts';

/** What reading one file may cost. A GeoPackage of a million parcels fits; a bomb does not. */
const limits = { memoryMb: 1_024, cpuSeconds: 900, wallSeconds: 1_800, fileMb: 4_096, outputMb: 8_192 };

/** Either what was asked for, or why the file as a whole cannot be read. */
export type FileOutcome<Result> =
  | { readonly result: Result; readonly problem: null }
  | { readonly result: null; readonly problem: NonNullable<Import['problem']> };

/**
 * Looks at a file in a limited child.
 *
 * @throws The signal's reason when it aborts.
 */
export async function inspectFile(
  file: OpenedFile,
  signal: AbortSignal,
): Promise<FileOutcome<Omit<ImportProposal, 'mapping'>>> {
  const entry = limitedModule('@lizhu/land/limited-inspect');
  const source = { path: file.path, fileName: file.name };
  const outcome = await runLimited<FileAnswer<Inspection>>(entry, source, { ...limits, signal });
  signal.throwIfAborted();
  if (outcome.fault !== null) return problemOfFault(outcome.fault);
  const { refusal, answer } = outcome.result;
  if (refusal !== null) return refusedFile('file-unreadable', refusal.text);
  const { format, encoding, crs, layers, layer, fields, features } = answer;
  return {
    problem: null,
    result: {
      format: guessOf(format),
      encoding: guessOf(encoding),
      crs: guessOf(crs),
      layers: [...layers],
      layer,
      fields: fields.map(({ name, type, samples }) => ({ name, type, samples: [...samples] })),
      features,
    },
  };
}

/**
 * Reads and checks every feature of a file in a limited child, as the officer confirmed it to be.
 *
 * @param onBatch Takes the features in file order; while it works, the child waits.
 * @returns How many features were read.
 * @throws What `onBatch` throws; the signal's reason when it aborts.
 */
export async function readFile(
  file: OpenedFile,
  { format, encoding, crs, layer }: ImportMapping,
  signal: AbortSignal,
  onBatch: (batch: readonly ReadFeature[]) => Promise<void>,
): Promise<FileOutcome<number>> {
  const entry = limitedModule('@lizhu/land/limited-read');
  const input = {
    source: { path: file.path, fileName: file.name },
    stated: { format, encoding, crs, layer },
  };
  const outcome = await runLimited<FileAnswer<number>, ReadFeature[]>(entry, input, {
    ...limits,
    signal,
    onMessage: (message) => onBatch(message as ReadFeature[]),
  });
  signal.throwIfAborted();
  if (outcome.fault !== null) return problemOfFault(outcome.fault);
  const { refusal, answer } = outcome.result;
  return refusal === null ? { result: answer, problem: null } : refusedFile('reading-differs', refusal.text);
}

function limitedModule(name: string): string {
  return createRequire(import.meta.url).resolve(name);
}

function problemOfFault({ code, message, remedy }: LimitFault): FileOutcome<never> {
  return { result: null, problem: { code: `land.reading-${code}`, message, remedy } };
}

function refusedFile(name: 'file-unreadable' | 'reading-differs', reason: Bilingual): FileOutcome<never> {
  return { result: null, problem: importProblem(name, { reason }) };
}

function guessOf(guess: Inspection['format']): ImportProposal['format'] {
  return { ...guess, candidates: guess.candidates.map((candidate) => ({ ...candidate })) };
}
