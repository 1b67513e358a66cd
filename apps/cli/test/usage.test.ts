import { describe, expect, test } from 'vitest';
import { lizhu } from './run-lizhu.ts';

const commands = [
  'land check',
  'land overlay',
  'land adjacency',
  'land find-sites',
  'land convert',
  'demo city',
];

describe('help', () => {
  test('the program names every command, on standard output when asked for', () => {
    const { status, stdout, stderr } = lizhu('--help');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const command of commands) expect(stdout).toContain(`lizhu ${command}`);
  });

  test.each(commands)('%s has a page in both languages', (command) => {
    const [slice, verb] = command.split(' ') as [string, string];
    const english = lizhu(slice, verb, '--help');
    expect(english.status).toBe(0);
    expect(english.stdout).toContain('Usage: lizhu');
    expect(english.stdout).not.toMatch(/缺省/);
    const chinese = lizhu(slice, verb, '--help', '--lang', 'zh');
    expect(chinese.stdout).toContain('用法: lizhu');
    expect(chinese.stdout).toMatch(/缺省/);
  });

  test('a slice has a page; a bare call shows help as a wrong call does', () => {
    expect(lizhu('land', '--help').stdout).toContain('find-sites');
    const bare = lizhu();
    expect(bare.status).toBe(2);
    expect(bare.stdout).toBe('');
    expect(bare.stderr).toContain('Usage: lizhu');
  });
});

describe('wrong usage ends with 2, says what is wrong and where help is', () => {
  test.each([
    [['lnad', 'check'], 'no slice "lnad"'],
    [['land', 'chekc'], 'land has no command "chekc"'],
    [['land', 'check'], 'missing FILE'],
    [['land', 'check', 'a', 'b'], 'unexpected argument "b"'],
    [['land', 'check', 'a', '--encodng', 'GBK'], 'did you mean --encoding?'],
    [['land', 'check', 'a', '--crs'], 'option --crs needs a value'],
    [['land', 'overlay', 'a', 'b'], 'missing option --out'],
    [['land', 'adjacency', 'a', '--out', 'o.csv', '--gap-m', 'wide'], '--gap-m wants a number'],
    [['land', 'adjacency', 'a', '--out', 'o.csv', '--gap-m=-1'], '--gap-m wants a number'],
    [['land', 'find-sites', 'a', '--out', 'o.geojson', '--layer', 'swamp=b'], 'KIND one of boundary'],
    [['land', 'find-sites', 'a', '--out', 'o.geojson', '--where', 'nonsense'], '"nonsense" is no condition'],
    [['land', 'find-sites', 'a', '--out', 'o.xyz'], 'names no format'],
    [['land', 'check', 'a', '--lang', 'fr'], '--lang wants zh or en'],
    [['demo', 'city', '--out', '/tmp', '--parcels', '1.5'], '--parcels wants a whole number'],
  ])('%j', (words, message) => {
    const { status, stdout, stderr } = lizhu(...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain('--help');
  });
});
