import { databaseProblem } from '@lizhu/db';
import { databaseProblems, type ProblemDefinition } from '@lizhu/http';
import { JobFailure } from '@lizhu/jobs';
import type { Bilingual } from '@lizhu/programme/contract';
import type { Import } from '../contract.ts';
import { landProblems } from '../problems.ts';

type ProblemName = keyof typeof landProblems.definitions;
type Slots = Readonly<Record<string, string | number | Bilingual>>;

/** A problem of the catalogue, its slots filled, as an import shows it. */
export function importProblem(name: ProblemName, slots: Slots = {}): NonNullable<Import['problem']> {
  const { title, remedy } = landProblems.definitions[name] as ProblemDefinition;
  return { code: `land.${name}`, message: filled(title, slots), remedy: filled(remedy, slots) };
}

/** Ends the job of an import, and takes back what its transaction did. */
export function importFailure(name: ProblemName, slots: Slots = {}): JobFailure {
  const { code, message } = importProblem(name, slots);
  return new JobFailure(code, message);
}

/** What to do about a job that ended with `code`. */
export function remedyOf(code: string): Bilingual {
  const [slice, name = ''] = code.split('.');
  const set = [landProblems, databaseProblems].find((problems) => problems.slice === slice);
  return (
    (set?.definitions as Readonly<Record<string, ProblemDefinition>> | undefined)?.[name]?.remedy ?? again
  );
}

/**
 * Ends a job at once when there is no room for what it writes: it would be started again and again, and nobody be told. Its
 * transaction takes back what was written.
 */
export async function endingOnFullDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (databaseProblem(error)?.code !== 'storage-full') throw error;
    throw new JobFailure('database.storage-full', databaseProblems.definitions['storage-full'].title);
  }
}

const again: Bilingual = {
  zh: '重新操作一次；仍不行请联系管理员',
  en: 'Do it once more; if that fails, tell the administrator',
};

function filled({ zh, en }: Bilingual, slots: Slots): Bilingual {
  const fill = (text: string, language: keyof Bilingual): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const slot = slots[name] ?? '';
      return typeof slot === 'object' ? slot[language] : String(slot);
    });
  return { zh: fill(zh, 'zh'), en: fill(en, 'en') };
}
