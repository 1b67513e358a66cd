import type { ImportReport } from '@lizhu/land/contract';
import { Button } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import type { FaultFilter } from './import-faults.tsx';
import { severityMarks } from './severity-marks.ts';
import './imports.css';

/** One button a kind of fault, with how often it occurs; pressed, the list shows only that kind. */
export function FaultKinds({
  report,
  filter,
  onFilter,
}: {
  readonly report: ImportReport;
  readonly filter: FaultFilter;
  readonly onFilter: (filter: FaultFilter) => void;
}) {
  const { t, say } = useWords();
  return (
    <div className="fault-kinds" role="group" aria-label={t('import.kinds')}>
      <Button
        size="small"
        type={filter.code === undefined ? 'primary' : 'default'}
        onClick={() => onFilter({})}
      >
        {t('filter.all')}
      </Button>
      {report.faults.map(({ code, severity, title, message, count }) => (
        <Button
          key={code + severity}
          size="small"
          aria-pressed={filter.code === code}
          title={say(message)}
          type={filter.code === code ? 'primary' : 'default'}
          onClick={() => onFilter(filter.code === code ? {} : { code, severity })}
        >
          {severityMarks[severity as keyof typeof severityMarks] ?? '·'} {say(title)}{' '}
          {count.toLocaleString('en')}
        </Button>
      ))}
    </div>
  );
}
