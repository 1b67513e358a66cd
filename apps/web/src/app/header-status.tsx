import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { summaryQuery } from '../domains/land/queries.ts';
import { programmeQuery } from '../domains/programme/queries.ts';
import { minute } from '../ui/moment.ts';
import { PostSwitch } from './post-switch.tsx';
import { useWords } from './use-words.ts';
import './frame.css';

/** Of what programme, as whom, of what day: and that it is demonstration data, where it is. */
export function HeaderStatus() {
  const { t, say } = useWords();
  const programme = useQuery(programmeQuery).data;
  const computedAt = useQuery(summaryQuery()).data?.computedAt ?? null;
  return (
    <div className="header-status">
      {programme !== undefined && <span className="header-programme">{say(programme.name)}</span>}
      <PostSwitch />
      {computedAt !== null && (
        <span className="header-date quiet">{t('frame.dataOf', { moment: minute(computedAt) })}</span>
      )}
      {programme?.demonstration === true && (
        <Tag color="warning" className="demonstration-mark">
          {t('frame.demonstration')}
        </Tag>
      )}
    </div>
  );
}
