import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('quotes what needs quoting, defuses formulas, keeps numbers', () => {
  expect(
    csv([
      ['基地', 'a,b', 'say "x"'],
      [-1.5, '=1+1', '-x'],
    ]),
  ).toBe('\uFEFF基地,"a,b","say ""x"""\r\n-1.5,\'=1+1,\'-x\r\n');
});
