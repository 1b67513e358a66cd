import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../domains/land/queries.ts';
import { programmeQuery } from '../domains/programme/queries.ts';
import { minute } from '../ui/moment.ts';
import { useSession } from './session.ts';
import { useWords } from './use-words.ts';

/** On paper a page says of what programme, whose reach, what day's data, and when it was printed. */
export function PrintHeading() {
  const { t, say } = useWords();
  const { post } = useSession();
  const programme = useQuery(programmeQuery).data;
  const computedAt = useQuery(summaryQuery()).data?.computedAt ?? null;
  const parts = [
    programme && say(programme.name),
    post && t('print.scope', { scope: say(post.title) }),
    computedAt && t('frame.dataOf', { moment: minute(computedAt) }),
    t('print.printedAt', { moment: minute(new Date().toISOString()) }),
    programme?.demonstration === true && t('frame.demonstration'),
  ];
  return <p className="only-print quiet">{parts.filter(Boolean).join(' · ')}</p>;
}
