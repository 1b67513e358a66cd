import { type ReadinessCell, type ReadinessFact, readinessFacts } from '@lizhu/land/contract';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { useCloseOnEscape } from '../../../ui/opened-panel.tsx';
import { conditionWords } from '../condition-words.ts';
import { conditionBrief } from './condition-brief.ts';
import { ConditionEditor } from './condition-editor.tsx';
import './readiness.css';

/** One cell of the grid: the conditions of a line on one fact, in brief; opened, they are edited. */
export function ConditionCell({
  fact,
  cells,
  onAdd,
  onCell,
}: {
  readonly fact: ReadinessFact;
  readonly cells: readonly { readonly cell: ReadinessCell; readonly at: number }[];
  readonly onAdd: () => void;
  readonly onCell: (at: number, cell: ReadinessCell | null) => void;
}) {
  const { t, say } = useWords();
  const [open, setOpen] = useState(false);
  useCloseOnEscape(open, () => setOpen(false));
  if (cells.length === 0) {
    return (
      <button
        type="button"
        className="condition condition-none"
        aria-label={t('readiness.addOn', { fact: say(readinessFacts[fact].name) })}
        onClick={() => {
          onAdd();
          setOpen(true);
        }}
      >
        –
      </button>
    );
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <div className="condition-editors">
          {cells.map(({ cell, at }) => (
            <ConditionEditor key={at} cell={cell} onCell={(next) => onCell(at, next)} />
          ))}
          <Button size="small" type="text" onClick={onAdd}>
            {t('readiness.and')}
          </Button>
        </div>
      }
    >
      <button
        type="button"
        className="condition"
        title={cells.map(({ cell }) => conditionWords(cell, say)).join('\n')}
      >
        {cells.map(({ cell, at }) => (
          <span key={at}>{conditionBrief(cell, say)}</span>
        ))}
      </button>
    </Popover>
  );
}
