import type { Command, Option } from './command.ts';
import type { Language } from './console.ts';
import { everywhere } from './parse-arguments.ts';
import { type Slice, slices } from './slices.ts';

const words = {
  usage: { zh: '用法', en: 'Usage' },
  options: { zh: '选项', en: 'Options' },
  operands: { zh: '参数', en: 'Arguments' },
  examples: { zh: '示例', en: 'Examples' },
  slices: { zh: '领域', en: 'Slices' },
  verbs: { zh: '命令', en: 'Commands' },
  about: {
    zh: '立柱命令行：不需服务器，直接处理地块文件。',
    en: 'Lizhu without a server: works on parcel files directly.',
  },
  more: { zh: '加 --help 看各命令的说明。', en: 'Add --help to a command for its own page.' },
  required: { zh: '必填', en: 'required' },
  repeatable: { zh: '可重复', en: 'repeatable' },
  exits: {
    zh: '退出码：0 成功；1 输入有误；2 用法有误。结果在标准输出，说明在标准错误。',
    en: 'Exit status: 0 done; 1 bad input; 2 wrong usage. Results go to standard output, messages to standard error.',
  },
} as const;

/** The page of the program as a whole. */
export function programHelp(language: Language): string {
  const sections = slices.map(({ name, summary, commands }) =>
    [
      `${name}: ${summary[language]}`,
      ...table(commands.map((command) => [callOf(command), command.summary[language]])),
    ].join('\n'),
  );
  return [
    words.about[language],
    `${words.usage[language]}: lizhu <slice> <verb> [--json] [--lang zh|en]`,
    ...sections,
    words.more[language],
    words.exits[language],
  ].join('\n\n');
}

export function sliceHelp({ name, summary, commands }: Slice, language: Language): string {
  return [
    `lizhu ${name}: ${summary[language]}`,
    [
      `${words.verbs[language]}:`,
      ...table(commands.map((command) => [callOf(command), command.summary[language]])),
    ].join('\n'),
    words.more[language],
  ].join('\n\n');
}

export function commandHelp(command: Command, language: Language): string {
  const required = command.options
    .filter((option) => option.required)
    .map((option) => ` ${optionCall(option)}`);
  const sections = [
    `lizhu ${command.slice} ${command.verb}: ${command.summary[language]}`,
    `${words.usage[language]}: ${callOf(command)}${required.join('')} [${words.options[language]}]`,
  ];
  if (command.operands.length > 0) {
    const rows = command.operands.map(({ name, text }) => [name, text[language]] as const);
    sections.push([`${words.operands[language]}:`, ...table(rows)].join('\n'));
  }
  const rows = [...command.options, ...everywhere].map(
    (option) => [optionCall(option), described(option, language)] as const,
  );
  sections.push([`${words.options[language]}:`, ...table(rows)].join('\n'));
  sections.push(...command.notes.map((note) => note[language]));
  if (command.examples.length > 0) {
    sections.push(
      [`${words.examples[language]}:`, ...command.examples.map((example) => `  ${example}`)].join('\n'),
    );
  }
  return sections.join('\n\n');
}

function callOf({ slice, verb, operands }: Command): string {
  return ['lizhu', slice, verb, ...operands.map(({ name }) => name)].join(' ');
}

function optionCall({ name, value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function described({ text, required, repeatable }: Option, language: Language): string {
  const marks = [required && words.required[language], repeatable && words.repeatable[language]].filter(
    Boolean,
  );
  return marks.length > 0 ? `${text[language]} (${marks.join(', ')})` : text[language];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
