import { CopyOutlined, DeleteOutlined, HolderOutlined, PlusOutlined } from '@ant-design/icons';
import {
  type ReadinessClass,
  type ReadinessPreview,
  readinessClasses,
  readinessFactNames,
  readinessFacts,
} from '@lizhu/land/contract';
import { Button, Dropdown, Input, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { count, mu } from '../../../ui/measure.ts';
import { moved } from '../../../ui/moved.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import { ConditionCell } from './condition-cell.tsx';
import { factsInUse, freshCell, freshLine, withCell, withLine } from './edit-lines.ts';
import type { TableEditor } from './use-table-editor.ts';
import './readiness.css';
import '../../../ui/reorder-list.css';

/** The decision table as a grid: lines in their order, facts as columns, conditions in the cells. */
export function LineGrid({
  editor,
  decided,
}: {
  readonly editor: TableEditor;
  /** Per line what it decides, once the server has said so. */
  readonly decided: ReadinessPreview['lines'] | null;
}) {
  const { t, say, language } = useWords();
  const { lines, change } = editor;
  const facts = factsInUse(lines);
  const unused = readinessFactNames.filter((fact) => !facts.includes(fact));
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="line-grid-room" tabIndex={0} role="region" aria-label={t('nav.readiness')}>
      <table className="line-grid">
        <thead>
          <tr>
            <th scope="col" className="line-order">
              {t('readiness.order')}
            </th>
            <th scope="col">{t('readiness.class')}</th>
            <th scope="col">{t('readiness.title')}</th>
            {facts.map((fact) => (
              <th key={fact} scope="col">
                {say(readinessFacts[fact].name)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('readiness.addCondition')}</span>
            </th>
            <th scope="col" className="numeric">
              {t('readiness.decides')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('readiness.lineActions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
              key={index}
              onDragOver={(event) => dragged !== null && event.preventDefault()}
              onDrop={() => {
                if (dragged !== null) change(moved(lines, dragged, index));
                setDragged(null);
              }}
            >
              <td className="line-order">
                <button
                  type="button"
                  className="reorder-handle"
                  draggable
                  aria-label={t('act.move', { name: say(line.title), place: index + 1, of: lines.length })}
                  title={t('act.moveHint')}
                  onDragStart={() => setDragged(index)}
                  onDragEnd={() => setDragged(null)}
                  onKeyDown={(event) => {
                    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
                    if (by === 0 || lines[index + by] === undefined) return;
                    event.preventDefault();
                    change(moved(lines, index, index + by));
                    const row = event.currentTarget.closest('tr');
                    const next = by === 1 ? row?.nextElementSibling : row?.previousElementSibling;
                    next?.querySelector<HTMLElement>('.reorder-handle')?.focus();
                  }}
                >
                  <HolderOutlined aria-hidden />
                </button>
                {index + 1}
              </td>
              <td>
                <Select
                  size="small"
                  variant="borderless"
                  popupMatchSelectWidth={false}
                  aria-label={t('readiness.class')}
                  value={line.class}
                  options={readinessClasses.map((name) => ({
                    value: name,
                    label: <ReadinessMark name={name} />,
                  }))}
                  onChange={(name: ReadinessClass) => change(withLine(lines, index, { class: name }))}
                />
              </td>
              <td>
                <Input
                  size="small"
                  variant="borderless"
                  aria-label={t('readiness.title')}
                  status={line.title.zh.trim() === '' ? 'error' : ''}
                  title={say(line.title)}
                  value={language === 'en' ? line.title.en : line.title.zh}
                  onChange={(event) =>
                    change(
                      withLine(lines, index, {
                        title: { ...line.title, [language === 'en' ? 'en' : 'zh']: event.target.value },
                      }),
                      `title-${index}`,
                    )
                  }
                />
              </td>
              {facts.map((fact) => (
                <td key={fact}>
                  <ConditionCell
                    fact={fact}
                    cells={line.cells.flatMap((cell, at) => (cell.fact === fact ? [{ cell, at }] : []))}
                    onAdd={() => change(withCell(lines, index, line.cells.length, freshCell(fact)))}
                    onCell={(at, cell) => change(withCell(lines, index, at, cell), `cell-${index}-${at}`)}
                  />
                </td>
              ))}
              <td>
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: unused.map((fact) => ({ key: fact, label: say(readinessFacts[fact].name) })),
                    onClick: ({ key }) =>
                      change(
                        withCell(lines, index, line.cells.length, freshCell(key as (typeof unused)[number])),
                      ),
                  }}
                >
                  <Button
                    size="small"
                    type="text"
                    icon={<PlusOutlined aria-hidden />}
                    disabled={unused.length === 0}
                    aria-label={t('readiness.addCondition')}
                  />
                </Dropdown>
              </td>
              <td className="numeric">
                {decided?.[index] !== undefined && (
                  <>
                    <Amount quantity={mu(decided[index].areaSqm, language)} />
                    <br />
                    <span className="quiet">
                      {t('readiness.parcels', { parcels: count(decided[index].parcels) })}
                    </span>
                  </>
                )}
              </td>
              <td className="line-actions">
                <Button
                  size="small"
                  type="text"
                  icon={<CopyOutlined aria-hidden />}
                  aria-label={t('readiness.copyLine', { line: index + 1 })}
                  onClick={() => change(lines.toSpliced(index, 0, line))}
                />
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  disabled={lines.length === 1}
                  aria-label={t('readiness.deleteLine', { line: index + 1 })}
                  onClick={() => change(lines.toSpliced(index, 1))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => change([freshLine(), ...lines])}
      >
        {t('readiness.addLine')}
      </Button>
    </div>
  );
}
