import type { FoundSite, SiteCriteria } from '@lizhu/land/contract';
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { useSaveSite } from './site-queries.ts';
import './sites.css';

/** Gives a found site a name, and keeps it. */
export function SaveSiteDialog({
  site,
  criteria,
  onClose,
}: {
  readonly site: FoundSite;
  readonly criteria: SiteCriteria;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const id = useId();
  const navigate = useNavigate();
  const saving = useSaveSite();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const save = (): void =>
    saving.mutate(
      { name: name.trim(), note: note.trim(), parcelIds: site.parcelIds, criteria },
      { onSuccess: (card) => navigate({ to: '/land/sites/$id', params: { id: card.id } }) },
    );
  return (
    <Modal
      open
      title={t('site.save')}
      okText={t('act.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: name.trim() === '', loading: saving.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="site-form">
        <label htmlFor={`${id}-name`}>{t('site.name')}</label>
        <Input
          id={`${id}-name`}
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() !== '' && save()}
        />
        <label htmlFor={`${id}-note`}>{t('site.note')}</label>
        <Input.TextArea
          id={`${id}-note`}
          maxLength={2000}
          rows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {saving.isError && <ProblemView error={saving.error} />}
      </div>
    </Modal>
  );
}
