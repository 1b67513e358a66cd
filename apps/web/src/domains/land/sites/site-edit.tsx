import type { SiteCard } from '@lizhu/land/contract';
import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { ChangeProblem } from './change-problem.tsx';
import { useChangeSite } from './site-queries.ts';
import './sites.css';
import './criteria-form.css';

/** Name and note of a site, edited against the revision that was read. */
export function SiteEdit({ card, onReload }: { readonly card: SiteCard; readonly onReload: () => void }) {
  const { t } = useWords();
  const id = useId();
  const changing = useChangeSite(card.id);
  const [name, setName] = useState(card.name);
  const [note, setNote] = useState(card.note);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision replaces what was typed
  useEffect(() => {
    setName(card.name);
    setNote(card.note);
  }, [card.revision]);
  const changed = name.trim() !== card.name || note !== card.note;
  return (
    <form
      className="site-form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate({ verb: 'edit', revision: card.revision, name: name.trim(), note });
      }}
    >
      <label htmlFor={`${id}-name`}>{t('site.name')}</label>
      <Input
        id={`${id}-name`}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <label htmlFor={`${id}-note`}>{t('site.note')}</label>
      <Input.TextArea
        id={`${id}-note`}
        maxLength={2000}
        rows={3}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {changing.isError && (
        <ChangeProblem
          error={changing.error}
          onReload={() => {
            changing.reset();
            onReload();
          }}
        />
      )}
      <div className="criteria-line">
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          disabled={!changed || name.trim() === ''}
          loading={changing.isPending}
        >
          {t('act.save')}
        </Button>
        {changed && (
          <Button
            size="small"
            onClick={() => {
              setName(card.name);
              setNote(card.note);
            }}
          >
            {t('act.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
