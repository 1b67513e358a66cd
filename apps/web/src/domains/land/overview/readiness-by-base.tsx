import {
  type ReadinessClass,
  type ReadinessSummary,
  readinessClasses,
  readinessLooks,
} from '@lizhu/land/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { csv } from '../../../ui/csv.ts';
import { mu, SQM_PER_MU } from '../../../ui/measure.ts';
import { Section } from '../../../ui/page.tsx';
import { pngBlob, saveFile, svgBlob } from '../../../ui/save-file.ts';
import { type BarLook, StackedBars } from '../../../ui/stacked-bars.tsx';
import { COMMON_GROUND, useBaseName } from '../../programme/queries.ts';
import { useReadinessName } from '../readiness-name.ts';
import { ReadinessTotals } from './readiness-totals.tsx';

/** 亩 per class of each base, the largest first; as bars, or as a table with the sum of all. */
export function ReadinessByBase({ total, byBase }: Pick<ReadinessSummary, 'total' | 'byBase'>) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const baseName = useBaseName();
  const nameOf = useReadinessName();
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  const room = useRef<HTMLDivElement>(null);

  const shown = readinessClasses.filter((name) => name !== 'outside');
  const inBases = byBase.filter(({ baseId }) => baseId !== COMMON_GROUND);
  const areaOf = (classes: ReadinessSummary['total'], name: ReadinessClass): number =>
    classes.find((entry) => entry.class === name)?.areaSqm ?? 0;
  const bases = inBases
    .map(({ baseId, classes }) => ({
      key: baseId,
      label: baseName(baseId),
      areas: shown.map((name) => areaOf(classes, name)),
    }))
    .toSorted((a, b) => sumOf(b.areas) - sumOf(a.areas));
  const all = shown.map((name) => areaOf(total, name));
  const rows = [{ key: '', label: t('overview.allBases'), areas: all }, ...bases];
  const looks: Record<string, BarLook> = Object.fromEntries(
    shown.map((name) => [
      name,
      { name: nameOf(name), color: readinessLooks[name].color, hatched: readinessLooks[name].hatched },
    ]),
  );
  const format = (areaSqm: number): string => {
    const { value, unit } = mu(areaSqm, language);
    return `${value} ${unit}`;
  };
  const usable = all[shown.indexOf('usable-now')]!;
  const whole = sumOf(all);
  const title = t('overview.finding', {
    usable: format(usable),
    share: whole === 0 ? '0 %' : `${Math.round((usable / whole) * 100)} %`,
  });
  const save = async (kind: string): Promise<void> => {
    const svg = room.current?.querySelector('svg');
    if (kind === 'csv') {
      const head = [t('table.base'), ...shown.map((name) => `${nameOf(name)} (${t('unit.mu')})`)];
      const lines = rows.map(({ label, areas }) => [
        label,
        ...areas.map((area) => Math.round((area / SQM_PER_MU) * 100) / 100),
      ]);
      saveFile('readiness.csv', new Blob([csv([head, ...lines])], { type: 'text/csv' }));
    } else if (svg) saveFile(`readiness.${kind}`, kind === 'svg' ? svgBlob(svg) : await pngBlob(svg));
  };
  return (
    <Section
      title={title}
      note={t('overview.unit')}
      actions={
        <>
          <Segmented
            size="small"
            aria-label={t('act.form')}
            value={form}
            options={[
              { value: 'chart', label: t('act.chart') },
              { value: 'table', label: t('act.table') },
            ]}
            onChange={setForm}
          />
          <Dropdown
            trigger={['click']}
            menu={{
              items: (form === 'chart' ? ['svg', 'png', 'csv'] : ['csv']).map((key) => ({
                key,
                label: key.toUpperCase(),
              })),
              onClick: ({ key }) => void save(key),
            }}
          >
            <Button size="small">{t('export.button')}</Button>
          </Dropdown>
        </>
      }
    >
      <div ref={room}>
        {form === 'chart' ? (
          <StackedBars
            title={title}
            looks={looks}
            format={format}
            rows={bases.map(({ key, label, areas }) => ({
              key,
              label,
              parts: shown.map((name, index) => ({ key: name, value: areas[index]! })),
            }))}
            onOpen={(base, name) =>
              void navigate({ to: '/land/map', search: { class: name, table: '1', base } })
            }
          />
        ) : (
          <ReadinessTotals classes={shown} rows={rows} />
        )}
      </div>
    </Section>
  );
}

function sumOf(areas: readonly number[]): number {
  return areas.reduce((sum, area) => sum + area, 0);
}
