import type { ReadinessTable } from '@lizhu/land/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { change } from '../../../app/http.ts';
import { useWords } from '../../../app/use-words.ts';
import { LAND, readinessTableQuery } from '../queries.ts';
import { ChangeProblem } from '../sites/change-problem.tsx';
import type { Lines } from './edit-history.ts';
import './readiness.css';

/** Saves the edited table as the next version, with a word on why; refused when another officer saved in between. */
export function SaveTable({
  table,
  lines,
  changed,
  sound,
  mayEdit,
  onDiscard,
  onReload,
}: {
  readonly table: ReadinessTable;
  readonly lines: Lines;
  readonly changed: boolean;
  readonly sound: boolean;
  readonly mayEdit: boolean;
  readonly onDiscard: () => void;
  readonly onReload: () => void;
}) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const saving = useMutation({
    mutationFn: () =>
      change<ReadinessTable>('POST', `${LAND}/readiness/table`, {
        lines,
        fromVersion: table.version,
        note: note.trim(),
      }),
    onSuccess: async (saved) => {
      onDiscard();
      client.setQueryData(readinessTableQuery.queryKey, saved);
      await navigate({ to: '/land/readiness', search: {}, ignoreBlocker: true });
      await client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'land' && queryKey[1] !== 'readiness-table',
      });
    },
  });
  return (
    <div className="save-table no-print">
      <Input
        aria-label={t('readiness.note')}
        placeholder={t('readiness.noteHint')}
        maxLength={500}
        value={note}
        disabled={!changed || !mayEdit}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        type="primary"
        disabled={!changed || !sound || !mayEdit || note.trim() === ''}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {t('readiness.save', { version: table.version + 1 })}
      </Button>
      <Button disabled={!changed} onClick={onDiscard}>
        {t('readiness.discard')}
      </Button>
      {!mayEdit && <span className="quiet">{t('readiness.viewOnly')}</span>}
      {saving.isError && (
        <ChangeProblem
          error={saving.error}
          onReload={() => {
            saving.reset();
            onReload();
          }}
        />
      )}
    </div>
  );
}
