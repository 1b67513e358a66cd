import type { Guess, Import, ImportProposal } from '@lizhu/land/contract';
import { expect, test } from 'vitest';
import { draftOf, mappingOf, missingOf, withTarget } from './import-draft.ts';

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
  const said = { ...draft, source: ' 调查 ', confirmed: { format: true, encoding: true, crs: true } };
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
