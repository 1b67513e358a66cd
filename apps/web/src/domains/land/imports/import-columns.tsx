import type { ColumnsGuess } from '@lizhu/land/contract';
import { Button, Checkbox, InputNumber, Select, Tag } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { type ColumnRoles, columnsText, saysPlace, tableRoles, withRole } from './table-roles.ts';
import '../../../ui/import/import.css';
import './imports.css';

/**
 * Which columns of a table were taken as what, with the evidence. Another choice is not kept here: the file is looked at anew,
 * since coordinate system, fields and number of features depend on it.
 */
export function ImportColumns({
  guess,
  confirmed,
  busy,
  onConfirm,
  onState,
}: {
  readonly guess: ColumnsGuess;
  readonly confirmed: boolean;
  readonly busy: boolean;
  readonly onConfirm: (confirmed: boolean) => void;
  /** Has the file looked at anew with these columns. */
  readonly onState: (columns: string) => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const [roles, setRoles] = useState<ColumnRoles>(guess.roles);
  const [headerLine, setHeaderLine] = useState(guess.headerLine);
  const proposed = columnsText(guess.headerLine, guess.roles);
  const stated = columnsText(headerLine, roles);
  const isCertain = guess.confidence === 'certain';
  const others = guess.candidates.filter(({ value }) => value !== guess.value);
  return (
    <fieldset className="guess import-table" aria-labelledby={`${id}-title`}>
      <span id={`${id}-title`}>{t('import.columns')}</span>
      <div>
        <div className="guess-line">
          <Tag color={isCertain ? 'success' : 'warning'}>
            {t(`import.confidence.${stated === proposed ? guess.confidence : 'changed'}`)}
          </Tag>
        </div>
        <p className="quiet">{say(guess.evidence)}</p>
        {others.length > 0 && (
          <div className="import-table-others">
            {others.map(({ value, note }) => (
              <Button key={value} size="small" disabled={busy} onClick={() => onState(value)}>
                {t('import.readAnewBy', { columns: say(note) })}
              </Button>
            ))}
          </div>
        )}
        <div className="import-table-roles">
          {tableRoles.map((role) => (
            <div key={role}>
              <label htmlFor={`${id}-${role}`}>{t(`import.role.${role}`)}</label>
              <Select
                id={`${id}-${role}`}
                size="small"
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                popupMatchSelectWidth={false}
                placeholder={t('import.noColumn')}
                value={roles[role] ?? null}
                options={guess.header.map(({ name, samples }, column) => ({
                  value: column,
                  label: `${column + 1} ${name}`,
                  title: samples.slice(0, 3).join(' · '),
                }))}
                optionRender={({ data }) => (
                  <>
                    {data.label}
                    {data.title !== '' && <div className="quiet">{data.title}</div>}
                  </>
                )}
                onChange={(column?: number | null) => setRoles(withRole(roles, role, column ?? undefined))}
              />
            </div>
          ))}
          <div>
            <label htmlFor={`${id}-header`}>{t('import.headerLine')}</label>
            <InputNumber
              id={`${id}-header`}
              size="small"
              min={0}
              max={5_000}
              precision={0}
              value={headerLine}
              onChange={(line) => setHeaderLine(line ?? guess.headerLine)}
            />
          </div>
        </div>
        {stated === proposed ? (
          !isCertain && (
            <Checkbox checked={confirmed} onChange={(event) => onConfirm(event.target.checked)}>
              {t('import.confirm', { name: t('import.columns') })}
            </Checkbox>
          )
        ) : (
          <Button
            type="primary"
            size="small"
            disabled={!saysPlace(roles)}
            loading={busy}
            onClick={() => {
              onConfirm(false);
              onState(stated);
            }}
          >
            {t('import.readAnew')}
          </Button>
        )}
        {stated !== proposed && (
          <p className="quiet">{t(saysPlace(roles) ? 'import.readAnewNote' : 'import.placeNeeded')}</p>
        )}
      </div>
    </fieldset>
  );
}
