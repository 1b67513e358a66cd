import { HistoryOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import type { ReadinessTable } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { minute } from '../../../ui/moment.ts';
import { Page, Section } from '../../../ui/page.tsx';
import { readinessTableQuery, readinessTablesQuery } from '../queries.ts';
import { sameLines } from './edit-history.ts';
import { faultsOf } from './edit-lines.ts';
import { LineFaults } from './line-faults.tsx';
import { LineGrid } from './line-grid.tsx';
import './readiness.css';
import { ReadinessPreviewView } from './readiness-preview-view.tsx';
import { Redeciding } from './redeciding.tsx';
import { SaveTable } from './save-table.tsx';
import { usePreview } from './use-preview.ts';
import { useTableEditor } from './use-table-editor.ts';

/** 可用性规则: the ordered table that decides every parcel, and what a change of it would do. */
export default function ReadinessPage() {
  const { version } = useSearch({ strict: false }) as { version?: string };
  const query = useQuery(readinessTableQuery);
  const versions = useQuery({ ...readinessTablesQuery, enabled: version !== undefined });
  const older = versions.data?.find((table) => String(table.version) === version);
  if (version !== undefined && versions.isPending) return null;
  return (
    <Loaded query={query}>
      {(table) => (
        <Editor
          key={`${table.version}-${older?.version ?? ''}`}
          table={table}
          start={older ?? table}
          onReload={() => void query.refetch()}
        />
      )}
    </Loaded>
  );
}

function Editor({
  table,
  start,
  onReload,
}: {
  readonly table: ReadinessTable;
  /** Where the edit begins: the table in force, or an older version to bring back. */
  readonly start: ReadinessTable;
  readonly onReload: () => void;
}) {
  const { t } = useWords();
  const mayEdit = useMayEdit();
  const editor = useTableEditor(start.lines);
  const changed = !sameLines(editor.lines, table.lines);
  const faults = faultsOf(editor.lines);
  const preview = usePreview(
    editor.lines,
    faults.every(({ fault }) => fault === 'never-reached'),
  );
  useBlocker({
    shouldBlockFn: () => changed && !window.confirm(t('readiness.leave')),
    enableBeforeUnload: () => changed,
  });
  return (
    <Page
      wide
      title={t('nav.readiness')}
      note={
        table.version === 0
          ? t('readiness.introOwn')
          : t('readiness.intro', {
              version: table.version,
              name: table.savedBy,
              moment: minute(table.savedAt),
            })
      }
      actions={
        <>
          <Button
            size="small"
            icon={<UndoOutlined aria-hidden />}
            disabled={!editor.canUndo}
            onClick={editor.undo}
          >
            {t('act.undo')}
          </Button>
          <Button
            size="small"
            icon={<RedoOutlined aria-hidden />}
            disabled={!editor.canRedo}
            onClick={editor.redo}
          >
            {t('act.redo')}
          </Button>
          <Link to="/land/readiness/history">
            <Button size="small" icon={<HistoryOutlined aria-hidden />}>
              {t('readiness.history')}
            </Button>
          </Link>
        </>
      }
    >
      <p className="quiet">{t('readiness.how')}</p>
      <Redeciding version={table.version} />
      <LineGrid editor={editor} decided={preview.data?.lines ?? null} />
      <LineFaults faults={faults} />
      <SaveTable
        table={table}
        lines={editor.lines}
        changed={changed}
        sound={faults.every(({ fault }) => fault === 'never-reached')}
        mayEdit={mayEdit}
        onDiscard={() => editor.restart(table.lines)}
        onReload={onReload}
      />
      <Section
        title={t('readiness.preview')}
        note={t(changed ? 'readiness.previewNote' : 'readiness.unchanged')}
      >
        <ReadinessPreviewView preview={preview} />
      </Section>
    </Page>
  );
}
