import type { Guess, Import, ImportProposal } from '@lizhu/land/contract';
import { expect, test } from 'vitest';
import { carriedOver, draftOf, mappingOf, missingOf, withTarget } from './import-draft.ts';

const nothing = { zh: '', en: '' };
const guess = (value: string | null, confidence: Guess['confidence']): Guess => ({
  value,
  confidence,
  evidence: nothing,
  candidates: [],
});
const proposal: ImportProposal = {
  format: guess('shapefile', 'certain'),
  encoding: guess('GBK', 'likely'),
  crs: guess('EPSG:4547', 'unknown'),
  layers: [],
  layer: 'zongdi',
  fields: [{ name: 'ZDDM', type: 'text', samples: [] }],
  mapping: { code: 'ZDDM' },
  features: 3,
};
const entry = { target: 'parcels', mapping: null } as Import;

test('nothing that is not certain passes unconfirmed', () => {
  const draft = draftOf(entry, proposal);
  expect(missingOf(draft)).toEqual(['encoding', 'crs', 'source']);
  const said = { ...draft, source: ' 调查 ', confirmed: { ...draft.confirmed, encoding: true, crs: true } };
  expect(missingOf(said)).toEqual([]);
  expect(mappingOf(said)).toEqual({
    target: 'parcels',
    format: 'shapefile',
    encoding: 'GBK',
    crs: 'EPSG:4547',
    layer: 'zongdi',
    fields: { code: 'ZDDM' },
    source: '调查',
    onExisting: 'quarantine',
  });
});

test('a binary format has no encoding to confirm', () => {
  const draft = draftOf(entry, { ...proposal, encoding: guess(null, 'unknown') });
  expect(missingOf(draft)).not.toContain('encoding');
});

test('another target asks for its own fields; boundaries need their document', () => {
  const draft = withTarget(draftOf(entry, proposal), 'boundaries', proposal);
  expect(draft.fields).toEqual({});
  expect(missingOf(draft)).toEqual(
    expect.arrayContaining(['field:baseCode', 'documentNumber', 'effectiveFrom']),
  );
});

test('what was said before is said again', () => {
  const mapping = mappingOf({ ...draftOf(entry, proposal), source: 'x' });
  expect(missingOf(draftOf({ ...entry, mapping } as Import, proposal))).toEqual([]);
});

test('an incomplete draft cannot be sent', () => {
  expect(() => mappingOf({ ...draftOf(entry, proposal), crs: null })).toThrow('not complete');
});

const columns = (value: string): NonNullable<ImportProposal['columns']> => ({
  ...guess(value, 'likely'),
  headerLine: 1,
  header: [],
  roles: {},
});

test('columns are confirmed by a person, and said as they were proposed', () => {
  const draft = draftOf(entry, { ...proposal, columns: columns('x=X;y=Y') });
  expect(missingOf(draft)).toContain('columns');
  expect(mappingOf(draft).columns).toBe('x=X;y=Y');
});

test('what was said by other columns does not hold; what does not depend on them does', () => {
  const first = draftOf(entry, { ...proposal, columns: columns('x=X;y=Y') });
  const before = { ...first, source: 'x', crs: 'EPSG:4526', fields: { code: 'DKBH' } };
  const after = { ...proposal, columns: columns('x=Y;y=X') };
  const again = draftOf({ ...entry, mapping: mappingOf(before) } as Import, after);
  expect(again).toMatchObject({ source: 'x', crs: 'EPSG:4547', fields: { code: 'ZDDM' } });
  expect(missingOf(again)).toEqual(['encoding', 'columns', 'crs']);
  const carried = carriedOver(draftOf(entry, after), { ...before, target: 'boundaries' }, after);
  expect(carried).toMatchObject({ source: 'x', target: 'boundaries', crs: 'EPSG:4547', fields: {} });
});
