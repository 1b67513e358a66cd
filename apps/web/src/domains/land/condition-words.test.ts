import type { Bilingual } from '@lizhu/programme/contract';
import { expect, test } from 'vitest';
import { conditionWords, factWords } from './condition-words.ts';

const zh = (text: Bilingual) => text.zh;
const en = (text: Bilingual) => text.en;

test('cells of the readiness table as a person reads them', () => {
  expect(conditionWords({ fact: 'baseShare', operator: '<', value: 0.5 }, zh)).toBe('基地内面积占比 < 50 %');
  expect(conditionWords({ fact: 'farmlandSqm', operator: '>', value: 10 }, zh)).toBe(
    '占永久基本农田 > 10 m²',
  );
  expect(conditionWords({ fact: 'control', operator: 'in', value: ['state', 'acquired'] }, zh)).toBe(
    '土地权属与收储 属于 国有、集体（已收储）',
  );
  expect(conditionWords({ fact: 'cityPlanUse', operator: 'in', value: ['M*', 'W*'] }, zh)).toBe(
    '城规用途 属于 M* 工业用地、W* 物流仓储用地',
  );
  expect(conditionWords({ fact: 'villageIndustry', operator: 'is', value: true }, en)).toBe(
    'Village industry is yes',
  );
});

test('values of facts carry unit and name', () => {
  expect(factWords('builtShare', 0.0836, zh)).toBe('8.36 %');
  expect(factWords('ecologicalSqm', 1234.56, zh)).toBe('1,234.6 m²');
  expect(factWords('landPlanZone', '1010', zh)).toBe('1010 允许建设区');
  expect(factWords('useCode', '0601', en)).toBe('0601 Industry');
  expect(factWords('useCode', '9999', zh)).toBe('9999');
  expect(factWords('cityPlanUse', '', zh)).toBe('无');
});
