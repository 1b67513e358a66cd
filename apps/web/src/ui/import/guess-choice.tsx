import { Checkbox, Select, Tag } from 'antd';
import { useId } from 'react';
import './import.css';

export interface GuessWords {
  readonly confidence: string;
  readonly confirm: string;
  readonly choose: string;
}

/** Something that a file seems to be: the guess with its evidence, editable, and confirmed by a person unless certain. */
export function GuessChoice({
  label,
  value,
  certain,
  evidence,
  options,
  confirmed,
  words,
  onValue,
  onConfirm,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly certain: boolean;
  readonly evidence: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
  readonly confirmed: boolean;
  readonly words: GuessWords;
  readonly onValue: (value: string) => void;
  readonly onConfirm: (confirmed: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="guess">
      <label htmlFor={id}>{label}</label>
      <div>
        <div className="guess-line">
          <Select
            id={id}
            className="guess-select"
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            value={value}
            placeholder={words.choose}
            options={options.map((option) => ({
              value: option.value,
              label: option.label,
              title: option.note ?? '',
            }))}
            optionRender={({ data }) => (
              <>
                {data.label}
                {data.title !== '' && <div className="quiet">{data.title}</div>}
              </>
            )}
            onChange={onValue}
          />
          <Tag color={certain ? 'success' : 'warning'}>{words.confidence}</Tag>
        </div>
        {evidence !== '' && <p className="quiet">{evidence}</p>}
        {!certain && (
          <Checkbox
            checked={confirmed}
            disabled={value === null}
            onChange={(event) => onConfirm(event.target.checked)}
          >
            {words.confirm}
          </Checkbox>
        )}
      </div>
    </div>
  );
}
