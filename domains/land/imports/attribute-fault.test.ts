import { expect, test } from 'vitest';
import { legalAreaFar } from './attribute-fault.ts';

test.each([
  [0.25, 2_500, '公顷', 'hectares'],
  [3.75, 2_500, '亩', 'mu'],
])(
  'a legal area of %s for an outline of %s m² is told with the unit that explains it',
  (legal, area, zh, en) => {
    const { message } = legalAreaFar('面积', legal, area);
    expect(message.zh).toMatch(new RegExp(`像是以${zh}计$`));
    expect(message.en).toMatch(new RegExp(`it seems to be in ${en}$`));
  },
);

test('one that no unit explains is only said to be far', () => {
  expect(legalAreaFar('面积', 100, 2_500).message.en).toBe(
    'The legal area of 100 m² is far from the 2500.00 m² of the outline',
  );
});
