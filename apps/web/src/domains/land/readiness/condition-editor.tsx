import { DeleteOutlined } from '@ant-design/icons';
import {
  landControls,
  landUseNames,
  type ReadinessCell,
  type ReadinessFact,
  readinessFacts,
} from '@lizhu/land/contract';
import type { Bilingual } from '@lizhu/programme/contract';
import { Button, InputNumber, Select } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { layerLooks } from '../../../map/layer-looks.ts';
import { controlNames } from '../condition-words.ts';
import './readiness.css';

const numberOperators = ['<', '<=', '>=', '>'] as const;
const codeOperators = ['in', 'not in'] as const;
const signs = { '<': '<', '<=': '≤', '>=': '≥', '>': '>' } as const;

/** One condition: its operator and its value, with the unit that people read. */
export function ConditionEditor({
  cell,
  onCell,
}: {
  readonly cell: ReadinessCell;
  readonly onCell: (cell: ReadinessCell | null) => void;
}) {
  const { t, say } = useWords();
  const { type, unit } = readinessFacts[cell.fact];
  const scale = unit === '%' ? 100 : 1;
  return (
    <div className="condition-editor">
      {type === 'number' && (
        <>
          <Select
            size="small"
            aria-label={t('readiness.operator')}
            value={cell.operator}
            options={numberOperators.map((value) => ({ value, label: signs[value] }))}
            onChange={(operator) => onCell({ ...cell, operator })}
          />
          <InputNumber<number>
            size="small"
            autoFocus
            aria-label={t('readiness.value')}
            min={0}
            max={unit === '%' ? 100 : 1e9}
            suffix={unit}
            value={typeof cell.value === 'number' ? Math.round(cell.value * scale * 1e6) / 1e6 : 0}
            onChange={(value) => value !== null && onCell({ ...cell, value: value / scale })}
          />
        </>
      )}
      {type === 'code' && (
        <>
          <Select
            size="small"
            aria-label={t('readiness.operator')}
            value={cell.operator}
            options={codeOperators.map((value) => ({
              value,
              label: t(`readiness.${value === 'in' ? 'in' : 'notIn'}`),
            }))}
            onChange={(operator) => onCell({ ...cell, operator })}
          />
          <Select
            size="small"
            mode={cell.fact === 'control' ? 'multiple' : 'tags'}
            className="condition-codes"
            popupMatchSelectWidth={false}
            aria-label={t('readiness.value')}
            placeholder={t('readiness.codesHint')}
            value={Array.isArray(cell.value) ? cell.value : []}
            options={codesOf(cell.fact).map(({ code, name }) => ({
              value: code,
              label: `${code} ${say(name)}`,
            }))}
            labelRender={({ value }) =>
              cell.fact === 'control' ? say(controlNames[value as keyof typeof controlNames]) : value
            }
            onChange={(value: string[]) => onCell({ ...cell, value })}
          />
        </>
      )}
      {type === 'boolean' && (
        <Select
          size="small"
          aria-label={t('readiness.value')}
          value={cell.value === true}
          options={[
            { value: true, label: t('act.yes') },
            { value: false, label: t('act.no') },
          ]}
          onChange={(value) => onCell({ ...cell, value })}
        />
      )}
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('readiness.removeCondition')}
        onClick={() => onCell(null)}
      />
    </div>
  );
}

function codesOf(fact: ReadinessFact): readonly { readonly code: string; readonly name: Bilingual }[] {
  if (fact === 'control') return landControls.map((code) => ({ code, name: controlNames[code] }));
  if (fact === 'useCode') return Object.entries(landUseNames).map(([code, name]) => ({ code, name }));
  const classes = layerLooks[fact === 'landPlanZone' ? 'land-plan' : 'city-plan'].classes ?? [];
  return classes.map(({ begins, name }) => ({ code: fact === 'landPlanZone' ? begins : `${begins}*`, name }));
}
