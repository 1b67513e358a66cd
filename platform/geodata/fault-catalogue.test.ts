import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FaultCode, fault } from './fault.ts';
import { faultCatalogue } from './fault-catalogue.ts';
import { placeText } from './place.ts';

const spec = readFileSync(new URL('./SPEC.md', import.meta.url), 'utf8');
const rules = [...spec.matchAll(/^\| R(\d+) \| `([^`]+)` \| (\w+) \| (.+) \|$/gm)].map(
  ([, number, code, severity]) => ({ number: Number(number), code, severity }),
);

describe('SPEC.md and the catalogue of faults', () => {
  it('hold the same faults with the same severity', () => {
    const specified = Object.fromEntries(rules.map(({ code, severity }) => [code, severity]));
    const catalogued = Object.fromEntries(
      Object.entries(faultCatalogue).map(([code, { severity }]) => [code, severity]),
    );
    expect(specified).toEqual(catalogued);
  });

  it('number the rules once each, without a gap', () => {
    expect(rules.map(({ number }) => number)).toEqual(rules.map((_, i) => i + 1));
  });
});

describe('messages', () => {
  it('have the same slots in both languages, and end without a full stop', () => {
    const slots = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
    for (const [code, entry] of Object.entries(faultCatalogue)) {
      expect(slots(entry.zh), code).toEqual(slots(entry.en));
      expect(entry.zh, code).toMatch(/[\u4e00-\u9fff]/);
      expect(entry.en, code).not.toMatch(/[\u4e00-\u9fff]|\.$/);
      expect(entry.remedyEn, code).toMatch(/^[A-Z].*\.$/);
      expect(entry.remedyZh, code).toMatch(/。$/);
    }
  });

  it('are filled in the language that is asked for', () => {
    const made = fault('json-syntax', { feature: 3, line: 4, byte: 510 }, { detail: { zh: '甲', en: 'a' } });
    expect(made.message).toEqual({ zh: 'JSON 语法错误：甲', en: 'JSON syntax error: a' });
    expect(placeText(made.place)).toEqual({
      zh: '第 3 个要素，第 4 行，第 510 字节',
      en: 'feature 3, line 4, byte 510',
    });
    for (const code of Object.keys(faultCatalogue) as FaultCode[]) {
      expect(fault(code, { feature: 1 }).message.zh).not.toContain('{');
    }
  });
});
