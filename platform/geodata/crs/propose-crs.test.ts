import { describe, expect, it } from 'vitest';
import { CoordinateSample } from './coordinate-sample.ts';
import { assertPlausible, proposeCrs } from './propose-crs.ts';
import { resolveCrs } from './resolve-crs.ts';

function sampleOf(id: string): CoordinateSample {
  const sample = new CoordinateSample();
  const crs = resolveCrs(id);
  for (let i = 0; i < 20; i++) sample.add(...crs.fromLonLat(113.75 + i / 1000, 23.02 + i / 1000));
  return sample;
}

const where = { zh: '.prj 文件', en: 'the .prj file' };

describe('proposals', () => {
  it('is certain only where the file declares it and the coordinates agree', () => {
    const guess = proposeCrs({ crs: resolveCrs('EPSG:4526'), where }, sampleOf('EPSG:4526'));
    expect(guess).toMatchObject({ value: 'EPSG:4526', confidence: 'certain' });
    expect(guess.evidence.en).toBe(
      'the .prj file: CGCS2000 / 3-degree Gauss-Kruger zone 38; the coordinates agree',
    );
  });

  it('finds the zone of prefixed eastings, and which way round they are', () => {
    expect(proposeCrs(null, sampleOf('EPSG:4526'))).toMatchObject({
      value: 'EPSG:4526',
      confidence: 'likely',
    });
    expect(proposeCrs(null, sampleOf('EPSG:4526+yx')).value).toBe('EPSG:4526+yx');
  });

  it('cannot tell the zone of eastings without prefix, and says where each would put the data', () => {
    const guess = proposeCrs(null, sampleOf('EPSG:4547'));
    expect(guess).toMatchObject({ value: null, confidence: 'unknown' });
    expect(guess.candidates).toHaveLength(21);
    expect(guess.candidates[0]).toEqual({
      value: 'EPSG:4547',
      note: {
        zh: expect.stringContaining('东莞'),
        en: 'CGCS2000 / 3-degree Gauss-Kruger CM 114E; would land at 113.7600°E 23.0300°N, Dongguan',
      },
    });
  });

  it('does not tell degrees of WGS 84, GCJ-02 and BD-09 apart', () => {
    const guess = proposeCrs(null, sampleOf('GCJ-02'));
    expect(guess.confidence).toBe('likely');
    expect(guess.candidates.map(({ value }) => value)).toEqual(['EPSG:4490', 'EPSG:4326', 'GCJ-02', 'BD-09']);
  });

  it('takes a declaration back that the coordinates contradict', () => {
    const guess = proposeCrs({ crs: resolveCrs('EPSG:4527'), where }, sampleOf('EPSG:4526'));
    expect(guess.value).toBeNull();
    expect(guess.evidence.en).toContain('cannot be of it');
    expect(guess.candidates.map(({ value }) => value)).toEqual(['EPSG:4526']);
  });
});

describe('a stated system that cannot be', () => {
  for (const [real, stated, place] of [
    ['EPSG:4526', 'EPSG:4527', 'CGCS2000 / 3-degree Gauss-Kruger zone 39'],
    ['EPSG:4526', 'EPSG:4547', 'they would land at'],
    ['EPSG:4547', 'EPSG:4526', 'they would land at'],
    ['EPSG:4490', 'EPSG:4526', 'they would land at'],
    ['EPSG:4526', 'EPSG:4490', 'no place on Earth'],
    ['EPSG:4490+yx', 'EPSG:4490', 'no place on Earth'],
    ['EPSG:4526+yx', 'EPSG:4526', 'they would land at'],
    ['EPSG:4547+yx', 'EPSG:4547', 'they would land at'],
  ] as const) {
    it(`${stated} for coordinates of ${real} is refused, with where they would land and what they may be`, () => {
      let caught: unknown;
      try {
        assertPlausible(resolveCrs(stated), sampleOf(real));
      } catch (error) {
        caught = error;
      }
      expect(caught).toMatchObject({ code: 'crs-implausible' });
      const { text, candidates } = caught as { text: { en: string }; candidates: { value: string }[] };
      expect(text.en).toContain(place);
      expect(candidates.map(({ value }) => value)).toContain(real);
    });
  }
});
