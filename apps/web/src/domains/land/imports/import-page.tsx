import type { Import } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Steps } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { fileSize } from '../../../ui/measure.ts';
import { minute } from '../../../ui/moment.ts';
import { Page } from '../../../ui/page.tsx';
import { useIsPhone } from '../../../ui/use-media.ts';
import { ImportEnd } from './import-end.tsx';
import { ImportProposalForm } from './import-proposal-form.tsx';
import { importQuery } from './import-queries.ts';
import { ImportReportView } from './import-report-view.tsx';
import { ImportRunning } from './import-running.tsx';
import { ImportStateTag } from './import-state-tag.tsx';
import { importSteps, isRunning, stepOf } from './import-steps.ts';
import './imports.css';
import { useImportEvents } from './use-import-events.ts';

/** One import on its way from a file to the ledger. Its state lives on the server: a reload loses nothing. */
export default function ImportPage() {
  const { id } = useParams({ from: '/framed/land/imports/$id' });
  const query = useQuery(importQuery(id));
  return <Loaded query={query}>{(entry) => <Wizard key={entry.id} entry={entry} />}</Loaded>;
}

function Wizard({ entry }: { readonly entry: Import }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  useImportEvents(entry);
  const failed = entry.state === 'failed' || entry.state === 'refused';
  return (
    <Page
      title={entry.fileName}
      note={`${fileSize(entry.fileBytes)} · ${entry.createdBy} · ${minute(entry.createdAt)}`}
      actions={
        <>
          <ImportStateTag state={entry.state} />
          <Link to="/land/imports">
            <Button size="small">{t('import.toList')}</Button>
          </Link>
        </>
      }
    >
      <Steps
        size="small"
        responsive={!isPhone}
        orientation="horizontal"
        current={importSteps.indexOf(stepOf(entry.state))}
        status={failed ? 'error' : entry.state === 'committed' ? 'finish' : 'process'}
        items={importSteps.map((step) => ({ title: t(`import.step.${step}`) }))}
      />
      <Stage key={entry.revision} entry={entry} />
    </Page>
  );
}

function Stage({ entry }: { readonly entry: Import }) {
  const [again, setAgain] = useState(false);
  if (isRunning(entry.state)) return <ImportRunning entry={entry} />;
  if (entry.proposal !== null && (entry.state === 'proposed' || (entry.state === 'checked' && again))) {
    return <ImportProposalForm entry={entry} proposal={entry.proposal} />;
  }
  if (entry.state === 'checked' && entry.report !== null) {
    return <ImportReportView entry={entry} report={entry.report} onAgain={() => setAgain(true)} />;
  }
  return <ImportEnd entry={entry} />;
}
