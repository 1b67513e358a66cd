import type { Tenure } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { programmeQuery } from '../../programme/queries.ts';
import type { MapState } from './map-state.ts';
import './table-drawer.css';

/** What narrows map, table, export and sums alike. */
export function FilterForm({
  state,
  onState,
}: {
  readonly state: MapState;
  readonly onState: (patch: Partial<MapState>) => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const bases = useQuery(programmeQuery).data?.bases ?? [];
  return (
    <div className="filter-form">
      <label htmlFor={`${id}-base`}>{t('table.base')}</label>
      <Select
        id={`${id}-base`}
        mode="multiple"
        allowClear
        maxTagCount={1}
        placeholder={t('filter.all')}
        value={[...state.baseIds]}
        options={bases.map((base) => ({ value: base.id, label: say(base.name) }))}
        onChange={(baseIds) => onState({ baseIds })}
      />
      <label htmlFor={`${id}-tenure`}>{t('table.tenure')}</label>
      <Select
        id={`${id}-tenure`}
        allowClear
        placeholder={t('filter.all')}
        value={state.tenure}
        options={[
          { value: 'state', label: t('parcel.state') },
          { value: 'collective', label: t('parcel.collective') },
        ]}
        onChange={(tenure?: Tenure) => onState({ tenure: tenure ?? null })}
      />
      <label htmlFor={`${id}-use`}>{t('table.use')}</label>
      <Input
        id={`${id}-use`}
        allowClear
        placeholder={t('filter.useHint')}
        defaultValue={state.use}
        onPressEnter={(event) => onState({ use: event.currentTarget.value.trim() })}
        onBlur={(event) => onState({ use: event.currentTarget.value.trim() })}
      />
      <label htmlFor={`${id}-text`}>{t('filter.text')}</label>
      <Input
        id={`${id}-text`}
        allowClear
        placeholder={t('filter.textHint')}
        defaultValue={state.text}
        onPressEnter={(event) => onState({ text: event.currentTarget.value.trim() })}
        onBlur={(event) => onState({ text: event.currentTarget.value.trim() })}
      />
      <label htmlFor={`${id}-min`}>{t('table.areaMu')}</label>
      <div className="filter-range">
        <InputNumber
          id={`${id}-min`}
          min={0}
          value={state.minMu}
          aria-label={t('filter.atLeast')}
          placeholder={t('filter.atLeast')}
          onChange={(minMu) => onState({ minMu })}
        />
        –
        <InputNumber
          min={0}
          value={state.maxMu}
          aria-label={t('filter.atMost')}
          placeholder={t('filter.atMost')}
          onChange={(maxMu) => onState({ maxMu })}
        />
      </div>
      <span />
      <Button
        size="small"
        onClick={() =>
          onState({ baseIds: [], tenure: null, use: '', text: '', minMu: null, maxMu: null, classes: null })
        }
      >
        {t('filter.clear')}
      </Button>
    </div>
  );
}
