import { expect, test } from 'vitest';
import { mapParcel } from './map-parcel.ts';

const mapping = {
  code: 'ZDDM',
  tenure: 'QSXZ',
  acquired: 'SC',
  legalAreaSqm: 'ZDMJ',
  owner: 'QLR',
  useCode: 'DLBM',
};
const values = {
  ZDDM: ' 441900001001GB00001 ',
  QSXZ: '国有土地使用权',
  SC: '是',
  ZDMJ: '1,234.50',
  QLR: '某公司',
  DLBM: '05h1',
};

test('a full row is read, trimmed, and normalised', () => {
  expect(mapParcel(values, mapping)).toEqual({
    attributes: {
      code: '441900001001GB00001',
      useCode: '05H1',
      tenure: 'state',
      acquired: true,
      villageIndustry: false,
      owner: '某公司',
      legalAreaSqm: 1234.5,
    },
    faults: [],
  });
});

test('full-width digits become plain ones', () => {
  expect(mapParcel({ ...values, ZDDM: '４４１９' }, mapping).attributes.code).toBe('4419');
});

test.each([
  ['国有', 'state'],
  ['20', 'state'],
  ['GB', 'state'],
  ['集体', 'collective'],
  ['30', 'collective'],
  ['JC', 'collective'],
  ['', 'collective'],
])('tenure "%s" is %s', (value, tenure) => {
  const { attributes, faults } = mapParcel({ ...values, QSXZ: value }, mapping);
  expect(attributes.tenure).toBe(tenure);
  expect(faults).toEqual([]);
});

test('what cannot be read is said with its field, and nothing is made up', () => {
  const { attributes, faults } = mapParcel({ ZDDM: null, QSXZ: '不详', SC: '也许', ZDMJ: '约三亩' }, mapping);
  expect(attributes).toMatchObject({ code: '', tenure: 'collective', acquired: false, legalAreaSqm: null });
  expect(faults.map(({ code, field, severity }) => [code, field, severity])).toEqual([
    ['code-missing', 'ZDDM', 'quarantine'],
    ['value-unknown', 'QSXZ', 'note'],
    ['value-unknown', 'SC', 'note'],
    ['number-unreadable', 'ZDMJ', 'note'],
  ]);
});

test('a code of 1,000 characters is refused with its length', () => {
  const { faults } = mapParcel({ ...values, ZDDM: `"'${'x'.repeat(998)}` }, mapping);
  expect(faults[0]).toMatchObject({
    code: 'code-too-long',
    message: { en: 'The code has 1000 characters; 100 at most' },
  });
});
