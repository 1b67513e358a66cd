import type { ParcelCard, ReadinessFact } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import { Explanation } from '../../../ui/explanation.tsx';
import { day } from '../../../ui/moment.ts';
import { conditionWords, factName, factWords } from '../condition-words.ts';
import { useReadinessName } from '../readiness-name.ts';

/** Why a parcel has its readiness, in the form that every decision is explained in. */
export function ReadinessExplained({
  readiness,
}: {
  readonly readiness: NonNullable<ParcelCard['readiness']>;
}) {
  const { t, say } = useWords();
  const nameOf = useReadinessName();
  const usedValue = (fact: ReadinessFact): string => {
    const used = readiness.facts.find((entry) => entry.fact === fact);
    return used === undefined ? '' : factWords(fact, used.value, say);
  };
  return (
    <Explanation
      conclusion={t('explain.conclusion', {
        name: nameOf(readiness.class),
        line: readiness.lineNumber,
        version: readiness.tableVersion,
      })}
      lines={readiness.lines.map(({ number, line, held, cells }) => ({
        number,
        title: say(line.title),
        result: nameOf(line.class),
        held,
        cells: line.cells.map((cell, index) => ({
          text: conditionWords(cell, say),
          held: cells[index] === true,
          was: usedValue(cell.fact),
        })),
      }))}
      facts={readiness.facts.map(({ fact, value, source, asOf }) => ({
        name: factName(fact, say),
        value: factWords(fact as ReadinessFact, value, say),
        source,
        asOf: asOf === null ? null : day(asOf),
      }))}
      words={{
        decidedBy: t('explain.decidedBy'),
        always: t('explain.always'),
        earlier: t('explain.earlier', { lines: readiness.lines.length - 1 }),
        facts: t('explain.facts', { facts: readiness.facts.length }),
        fact: t('explain.fact'),
        value: t('explain.value'),
        source: t('explain.source'),
        held: t('explain.held'),
        failed: t('explain.failed'),
        was: (value) => t('explain.was', { value }),
      }}
    />
  );
}
