import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CheckedFeature, type CheckOptions, checkedFeatures } from '../checked-features.ts';
import type { Source } from '../format.ts';
import { GeodataError } from '../geodata-error.ts';
import { type ReadLimits, readLimits } from '../limits.ts';
import { type Choice, openGeodata } from '../open-geodata.ts';
import { temporaryFolder } from './round-trip.ts';

const folder = temporaryFolder();
let files = 0;

/** A file of this name with this content, in a folder of its own making. */
export function fileOf(name: string, content: string | Uint8Array): Source {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, content);
  return { path, fileName: name };
}

export function sourceOf(path: string): Source {
  return { path, fileName: basename(path) };
}

/** Every record of a file after the check. */
export async function readChecked(
  source: Source,
  choice: Choice = {},
  options: CheckOptions & { readonly limits?: ReadLimits } = {},
): Promise<CheckedFeature[]> {
  const opened = await openGeodata(source, choice, options.limits ?? readLimits);
  try {
    const found: CheckedFeature[] = [];
    for await (const checked of checkedFeatures(opened.features(), options)) found.push(checked);
    return found;
  } finally {
    await opened.close();
  }
}

/** "quarantined: json-syntax": the status and the faults of each. */
export function verdicts(checked: readonly CheckedFeature[]): string[] {
  return checked.map(({ status, faults }) =>
    faults.length === 0 ? status : `${status}: ${faults.map(({ code }) => code).join(', ')}`,
  );
}

/** The refusal that a call ends in. @throws Error where it does not. */
export async function refusal(call: Promise<unknown>): Promise<GeodataError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GeodataError) return error;
    throw error;
  }
  throw new Error('This was to be refused');
}
