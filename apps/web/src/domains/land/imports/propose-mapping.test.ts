import { expect, test } from 'vitest';
import { proposeMapping } from './propose-mapping.ts';

const columns = (...names: string[]) => names.map((name) => ({ name }));

test('usual names are found in any case', () => {
  expect(proposeMapping('parcels', columns('ZDDM', 'QLR', 'DLBM', 'BZ'))).toEqual({
    code: 'ZDDM',
    owner: 'QLR',
    useCode: 'DLBM',
  });
});

test('a column serves one field only, and unknown columns none', () => {
  expect(proposeMapping('land-plan', columns('gzqlxdm', 'other'))).toEqual({ classCode: 'gzqlxdm' });
  const mapping = proposeMapping('parcels', columns('id', 'code'));
  expect(new Set(Object.values(mapping)).size).toBe(Object.values(mapping).length);
});
