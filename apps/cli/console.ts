import type { Bilingual } from '@lizhu/geodata';

export type Language = 'zh' | 'en';

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Console {
  readonly language: Language;
  /** Whether the result is to be one JSON document. */
  readonly json: boolean;
  /** Something that the user should know; standard error. */
  say(text: Bilingual): void;
  /** The result: `document` with `--json`, else `text`. Called once. */
  result(document: unknown, text: Bilingual): void;
}

export function openConsole(language: Language, json: boolean): Console {
  return {
    language,
    json,
    say(text) {
      process.stderr.write(`${text[language]}\n`);
    },
    result(document, text) {
      process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${text[language]}\n`);
    },
  };
}

/** The language asked for by `--lang`, else by the environment (LC_ALL, LC_MESSAGES, LANG); English where none says Chinese. */
export function chooseLanguage(asked: string | null, environment: NodeJS.ProcessEnv): Language {
  const wanted =
    asked ?? (environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || 'en');
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
