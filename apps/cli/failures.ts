import type { Bilingual } from '@lizhu/geodata';

/** The command was called wrongly: exit 2, with the way to its help. */
export class UsageError extends Error {
  readonly text: Bilingual;

  constructor(text: Bilingual) {
    super(text.en);
    this.name = 'UsageError';
    this.text = text;
  }
}

/** The command was called rightly, but what it was given cannot be used: exit 1. `text` says what, where and the remedy. */
export class InputError extends Error {
  readonly text: Bilingual;

  constructor(text: Bilingual) {
    super(text.en);
    this.name = 'InputError';
    this.text = text;
  }
}
