import { Select, Tag } from 'antd';
import { useId } from 'react';
import './import.css';

export interface MappedField {
  readonly key: string;
  readonly name: string;
  readonly required: boolean;
}

export interface SourceField {
  readonly name: string;
  readonly type: string;
  readonly samples: readonly string[];
}

export interface MappingWords {
  readonly target: string;
  readonly source: string;
  readonly samples: string;
  readonly required: string;
  readonly none: string;
  /** Names of the types of fields. */
  readonly types: Readonly<Record<string, string>>;
}

/** Which column of the file fills which field of ours, with samples to judge by. */
export function FieldMapping({
  fields,
  sources,
  mapping,
  words,
  onMapping,
}: {
  readonly fields: readonly MappedField[];
  readonly sources: readonly SourceField[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly words: MappingWords;
  readonly onMapping: (mapping: Record<string, string>) => void;
}) {
  const id = useId();
  return (
    <table className="mapping">
      <thead>
        <tr>
          <th scope="col">{words.target}</th>
          <th scope="col">{words.source}</th>
          <th scope="col">{words.samples}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, name, required }) => {
          const source = sources.find((entry) => entry.name === mapping[key]);
          return (
            <tr key={key}>
              <th scope="row">
                <label htmlFor={`${id}-${key}`}>{name}</label> {required && <Tag>{words.required}</Tag>}
              </th>
              <td>
                <Select
                  id={`${id}-${key}`}
                  className="mapping-select"
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  popupMatchSelectWidth={false}
                  status={required && source === undefined ? 'error' : ''}
                  placeholder={words.none}
                  value={mapping[key] ?? null}
                  options={sources.map((entry) => ({
                    value: entry.name,
                    label: `${entry.name} · ${words.types[entry.type] ?? entry.type}`,
                  }))}
                  onChange={(value?: string) => {
                    const { [key]: _, ...rest } = mapping;
                    onMapping(value === undefined ? rest : { ...rest, [key]: value });
                  }}
                />
              </td>
              <td className="quiet">
                {source?.samples
                  .filter((sample) => sample !== '')
                  .slice(0, 3)
                  .join(' · ')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
