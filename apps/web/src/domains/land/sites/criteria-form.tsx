import { type ReadinessClass, readinessClasses, type SiteCriteria } from '@lizhu/land/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { programmeQuery } from '../../programme/queries.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import './criteria-form.css';
import { barriers, toggled, usualCriteria } from './criteria-state.ts';
import { GapSlider } from './gap-slider.tsx';

const QUICK_MU = [50, 100, 300];

/** What is asked of a site. Every change is answered at once. */
export function CriteriaForm({
  criteria,
  drawing,
  onCriteria,
  onDraw,
}: {
  readonly criteria: SiteCriteria;
  readonly drawing: boolean;
  readonly onCriteria: (criteria: SiteCriteria) => void;
  readonly onDraw: (drawing: boolean) => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const change = (patch: Partial<SiteCriteria>): void => onCriteria({ ...criteria, ...patch });
  const without = (key: 'area' | 'maxMu' | 'maxOwners' | 'minCompactness'): void => {
    const { [key]: _, ...rest } = criteria;
    onCriteria(rest);
  };
  return (
    <form className="criteria" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{t('site.where')}</legend>
        <Select
          mode="multiple"
          allowClear
          maxTagCount={1}
          aria-label={t('table.base')}
          placeholder={t('site.allBases')}
          value={criteria.baseIds}
          options={bases.map((base) => ({ value: base.id, label: say(base.name) }))}
          onChange={(baseIds) => change({ baseIds })}
        />
        <div className="criteria-line">
          <Button
            size="small"
            type={drawing ? 'primary' : 'default'}
            aria-pressed={drawing}
            onClick={() => onDraw(!drawing)}
          >
            {t(drawing ? 'site.drawing' : 'site.draw')}
          </Button>
          {criteria.area !== undefined && (
            <Button size="small" onClick={() => without('area')}>
              {t('site.clearArea')}
            </Button>
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('site.size')}</legend>
        <div className="criteria-line">
          <InputNumber
            aria-label={t('filter.atLeast')}
            min={0}
            max={1e6}
            value={criteria.minMu}
            onChange={(minMu) => change({ minMu: minMu ?? 0 })}
          />
          –
          <InputNumber
            aria-label={t('filter.atMost')}
            min={1}
            max={1e6}
            placeholder={t('site.noMost')}
            value={criteria.maxMu ?? null}
            onChange={(maxMu) => (maxMu === null ? without('maxMu') : change({ maxMu }))}
          />
          <span className="unit">{t('unit.mu')}</span>
        </div>
        <div className="criteria-line">
          {QUICK_MU.map((minMu) => (
            <Button
              key={minMu}
              size="small"
              type={criteria.minMu === minMu ? 'primary' : 'default'}
              onClick={() => change({ minMu })}
            >
              {t('site.quick', { mu: minMu })}
            </Button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('readiness.word')}</legend>
        {readinessClasses
          .filter((name) => name !== 'outside')
          .map((name: ReadinessClass) => (
            <Checkbox
              key={name}
              checked={criteria.classes.includes(name)}
              onChange={() => change({ classes: toggled(criteria.classes, name) })}
            >
              <ReadinessMark name={name} />
            </Checkbox>
          ))}
      </fieldset>
      <fieldset>
        <legend>{t('site.gap')}</legend>
        <GapSlider gapM={criteria.gapM} onGap={(gapM) => change({ gapM })} />
        <p className="quiet">{t('site.barriers')}</p>
        <Checkbox.Group
          value={criteria.barriers}
          options={barriers.map((name) => ({ value: name, label: t(`site.barrier.${name}`) }))}
          onChange={(chosen) => change({ barriers: barriers.filter((name) => chosen.includes(name)) })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('site.shape')}</legend>
        <div className="criteria-pair">
          <label htmlFor={`${id}-owners`}>{t('site.maxOwners')}</label>
          <InputNumber
            id={`${id}-owners`}
            min={1}
            precision={0}
            placeholder={t('site.any')}
            value={criteria.maxOwners ?? null}
            onChange={(maxOwners) => (maxOwners === null ? without('maxOwners') : change({ maxOwners }))}
          />
          <label htmlFor={`${id}-compact`}>{t('site.minCompactness')}</label>
          <InputNumber
            id={`${id}-compact`}
            min={0.05}
            max={1}
            step={0.05}
            placeholder={t('site.any')}
            value={criteria.minCompactness ?? null}
            onChange={(minCompactness) =>
              minCompactness === null ? without('minCompactness') : change({ minCompactness })
            }
          />
        </div>
      </fieldset>
      <Button size="small" onClick={() => onCriteria(usualCriteria)}>
        {t('site.reset')}
      </Button>
    </form>
  );
}
