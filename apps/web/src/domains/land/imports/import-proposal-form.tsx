import {
  type Import,
  type ImportProposal,
  type ImportTarget,
  importTargets,
  targetFields,
} from '@lizhu/land/contract';
import { Button, Input, Radio, Select } from 'antd';
import { useId } from 'react';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { FieldMapping } from '../../../ui/import/field-mapping.tsx';
import { count } from '../../../ui/measure.ts';
import { Section } from '../../../ui/page.tsx';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { mappingOf, missingOf, withTarget } from './import-draft.ts';
import { ImportGuesses } from './import-guesses.tsx';
import { ImportMissing } from './import-missing.tsx';
import { useImportStep } from './import-queries.ts';
import { useTargetName } from './target-name.ts';
import { useDraft } from './use-draft.ts';
import './imports.css';

/** What the file seems to be, to be confirmed or changed, and which of its columns mean what. */
export function ImportProposalForm({
  entry,
  proposal,
}: {
  readonly entry: Import;
  readonly proposal: ImportProposal;
}) {
  const { t, say } = useWords();
  const id = useId();
  const mayEdit = useMayEdit();
  const targetName = useTargetName();
  const step = useImportStep(entry.id);
  const [draft, setDraft] = useDraft(entry, proposal);
  const missing = missingOf(draft);
  return (
    <>
      {entry.problem !== null && (
        <div className="problem" role="alert">
          <p className="problem-title">{say(entry.problem.message)}</p>
          <p>{say(entry.problem.remedy)}</p>
        </div>
      )}
      <div className="import-columns">
        <Section
          title={t('import.seems')}
          note={
            proposal.features === null
              ? ''
              : t('import.featuresFound', { features: count(proposal.features) })
          }
        >
          <ImportGuesses
            draft={draft}
            proposal={proposal}
            busy={step.isPending || !mayEdit}
            onDraft={setDraft}
            onState={(statement) => {
              setDraft(draft);
              // An encoding that a person has looked at is stated with it; another is proposed anew.
              const encoding = draft.confirmed.encoding ? draft.encoding : null;
              const stated = { ...(encoding === null ? {} : { encoding }), ...statement };
              step.mutate({ verb: 'inspect', body: { revision: entry.revision, ...stated } });
            }}
          />
        </Section>
        <Section title={t('import.brings')}>
          <div className="import-fields">
            <label htmlFor={`${id}-target`}>{t('import.target')}</label>
            <Select
              id={`${id}-target`}
              value={draft.target}
              placeholder={t('import.chooseTarget')}
              options={importTargets.map((target) => ({ value: target, label: targetName(target) }))}
              onChange={(target: ImportTarget) => setDraft(withTarget(draft, target, proposal))}
            />
            <label htmlFor={`${id}-source`}>{t('import.source')}</label>
            <Input
              id={`${id}-source`}
              maxLength={200}
              placeholder={t('import.sourceHint')}
              value={draft.source}
              onChange={(event) => setDraft({ ...draft, source: event.target.value })}
            />
            <label htmlFor={`${id}-document`}>{t('import.documentNumber')}</label>
            <Input
              id={`${id}-document`}
              maxLength={200}
              value={draft.documentNumber}
              onChange={(event) => setDraft({ ...draft, documentNumber: event.target.value })}
            />
            <label htmlFor={`${id}-from`}>{t('import.effectiveFrom')}</label>
            <Input
              id={`${id}-from`}
              type="date"
              value={draft.effectiveFrom}
              onChange={(event) => setDraft({ ...draft, effectiveFrom: event.target.value })}
            />
            {draft.target === 'parcels' && (
              <>
                <span>{t('import.onExisting')}</span>
                <Radio.Group
                  aria-label={t('import.onExisting')}
                  value={draft.onExisting}
                  options={[
                    { value: 'quarantine', label: t('import.existingQuarantine') },
                    { value: 'replace', label: t('import.existingReplace') },
                  ]}
                  onChange={(event) =>
                    setDraft({ ...draft, onExisting: event.target.value as 'replace' | 'quarantine' })
                  }
                />
              </>
            )}
          </div>
        </Section>
      </div>
      {draft.target !== null && (
        <Section title={t('import.mapping')}>
          <FieldMapping
            fields={targetFields[draft.target].map(({ key, name, required }) => ({
              key,
              name: say(name),
              required,
            }))}
            sources={proposal.fields}
            mapping={draft.fields}
            words={{
              target: t('import.mappingTarget'),
              source: t('import.mappingSource'),
              samples: t('import.samples'),
              required: t('import.required'),
              none: t('import.unmapped'),
              types: {
                text: t('import.fieldType.text'),
                integer: t('import.fieldType.integer'),
                number: t('import.fieldType.number'),
                boolean: t('import.fieldType.boolean'),
                date: t('import.fieldType.date'),
              },
            }}
            onMapping={(fields) => setDraft({ ...draft, fields })}
          />
        </Section>
      )}
      {step.isError && <ProblemView error={step.error} />}
      <div className="import-actions no-print">
        <Button
          type="primary"
          disabled={missing.length > 0 || !mayEdit}
          loading={step.isPending && step.variables.verb === 'mapping'}
          onClick={() => step.mutate({ verb: 'mapping', body: mappingOf(draft) })}
        >
          {t('import.dryRun')}
        </Button>
        <Button
          disabled={!mayEdit || step.isPending}
          onClick={() => step.mutate({ verb: 'discard', body: { revision: entry.revision } })}
        >
          {t('import.discard')}
        </Button>
        <ImportMissing missing={missing} target={draft.target} />
      </div>
    </>
  );
}
