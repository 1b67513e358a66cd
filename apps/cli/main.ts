import { GeodataError } from '@lizhu/geodata';
import type { Command } from './command.ts';
import { chooseLanguage, type Language, openConsole } from './console.ts';
import { InputError, UsageError } from './failures.ts';
import { commandHelp, programHelp, sliceHelp } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { slices } from './slices.ts';

/** Runs one command line (the words after `lizhu`); returns the exit status: 0 done, 1 bad input, 2 wrong usage. */
export async function main(words: readonly string[]): Promise<number> {
  // A reader that goes away (`| head`) ends the program quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const language = chooseLanguage(langIn(words), process.env);
  try {
    return await dispatch(words, language);
  } catch (error) {
    return report(error, words, language);
  }
}

async function dispatch(words: readonly string[], language: Language): Promise<number> {
  const helpWanted = words.includes('--help') || words.includes('-h');
  const [sliceName, verb] = names(words);
  const slice = slices.find(({ name }) => name === sliceName);
  if (slice === undefined) {
    if (sliceName !== undefined && sliceName !== 'help') {
      throw new UsageError({ zh: `没有“${sliceName}”这个领域`, en: `no slice "${sliceName}"` });
    }
    return page(programHelp(language), helpWanted || sliceName === 'help');
  }
  const command = slice.commands.find((known) => known.verb === verb);
  if (command === undefined) {
    if (verb !== undefined) {
      throw new UsageError({
        zh: `${slice.name} 没有“${verb}”这个命令`,
        en: `${slice.name} has no command "${verb}"`,
      });
    }
    return page(sliceHelp(slice, language), helpWanted);
  }
  if (helpWanted) return page(commandHelp(command, language), true);
  const given = parseArguments(command, wordsAfter(words, command));
  const asked = given.options.text('lang');
  if (asked !== null && asked !== 'zh' && asked !== 'en') {
    throw new UsageError({
      zh: `--lang 应为 zh 或 en，而非“${asked}”`,
      en: `--lang wants zh or en, not "${asked}"`,
    });
  }
  await command.run(given, openConsole(language, given.options.has('json')));
  return 0;
}

/** Help that was asked for is the result; help instead of a result goes with the messages. */
function page(text: string, wanted: boolean): number {
  (wanted ? process.stdout : process.stderr).write(`${text}\n`);
  return wanted ? 0 : 2;
}

function report(error: unknown, words: readonly string[], language: Language): number {
  if (error instanceof UsageError) {
    const call = ['lizhu', ...callNamed(words), '--help'].join(' ');
    const hint = language === 'zh' ? `用法见 ${call}` : `see ${call}`;
    process.stderr.write(`lizhu: ${error.text[language]}\n${hint}\n`);
    return 2;
  }
  if (error instanceof GeodataError || error instanceof InputError) {
    process.stderr.write(`lizhu: ${error.text[language]}\n`);
    if (error instanceof GeodataError) {
      for (const { value, note } of error.candidates) process.stderr.write(`  ${value}  ${note[language]}\n`);
    }
    return 1;
  }
  const failure = error as NodeJS.ErrnoException;
  const text = systemFailure(failure);
  if (text === null) throw error;
  process.stderr.write(`lizhu: ${text[language]}\n`);
  return 1;
}

/** What the system refused, in words; null where the fault is ours. */
function systemFailure({ code, path }: NodeJS.ErrnoException) {
  const where = path ?? '';
  switch (code) {
    case 'ENOENT':
      return { zh: `找不到 ${where}`, en: `no such file or folder: ${where}` };
    case 'EACCES':
    case 'EPERM':
      return { zh: `没有权限读写 ${where}`, en: `not permitted to read or write ${where}` };
    case 'EISDIR':
      return { zh: `${where} 是文件夹`, en: `${where} is a folder` };
    case 'ENOTDIR':
      return { zh: `${where} 的上级不是文件夹`, en: `a parent of ${where} is no folder` };
    case 'EEXIST':
      return { zh: `${where} 已存在`, en: `${where} exists already` };
    case 'ENOSPC':
      return { zh: '磁盘已满', en: 'the disk is full' };
    default:
      return null;
  }
}

/** The words before the first option. */
function names(words: readonly string[]): readonly string[] {
  const first = withoutLang(words);
  const end = first.findIndex((word) => word.startsWith('-'));
  return end < 0 ? first : first.slice(0, end);
}

function wordsAfter(words: readonly string[], { slice, verb }: Command): string[] {
  const after = [...words];
  after.splice(after.indexOf(slice), 1);
  after.splice(after.indexOf(verb), 1);
  return after;
}

function callNamed(words: readonly string[]): readonly string[] {
  const [sliceName, verb] = names(words);
  const slice = slices.find(({ name }) => name === sliceName);
  if (!slice) return [];
  return slice.commands.some((command) => command.verb === verb) ? [slice.name, verb!] : [slice.name];
}

function langIn(words: readonly string[]): string | null {
  const at = words.indexOf('--lang');
  if (at >= 0) return words[at + 1] ?? null;
  return words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ?? null;
}

/** `lizhu --lang zh land check` is understood too. */
function withoutLang(words: readonly string[]): readonly string[] {
  if (words[0] === '--lang') return words.slice(2);
  return words[0]?.startsWith('--lang=') || words[0] === '--json' ? words.slice(1) : words;
}
