import type { Guess, ImportProposal, ImportStatement } from '@lizhu/land/contract';
import { Checkbox, Select } from 'antd';
import { Fragment, useId } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { GuessChoice } from '../../../ui/import/guess-choice.tsx';
import { crsChoices, isSwapped, withOrder } from './crs-choices.ts';
import { ImportColumns } from './import-columns.tsx';
import type { GuessName, ImportDraft } from './import-draft.ts';

const encodings = ['UTF-8', 'GBK', 'GB18030', 'Big5', 'UTF-16LE'];

type ChosenGuess = Exclude<GuessName, 'columns'>;

/** Format, encoding, columns and coordinate system: each with its evidence, none assumed in silence. */
export function ImportGuesses({
  draft,
  proposal,
  busy,
  onDraft,
  onState,
}: {
  readonly draft: ImportDraft;
  readonly proposal: ImportProposal;
  readonly busy: boolean;
  readonly onDraft: (draft: ImportDraft) => void;
  /** Has the file looked at anew as stated. */
  readonly onState: (statement: ImportStatement) => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const choices: Readonly<
    Record<ChosenGuess, readonly { readonly value: string; readonly label: string }[]>
  > = {
    format: [],
    encoding: encodings.map((value) => ({ value, label: value })),
    crs: crsChoices.map((choice) => ({ value: choice.id, label: `${choice.id} ${say(choice.name)}` })),
  };
  const optionsOf = (name: ChosenGuess, guess: Guess) => {
    // The note of a format is its name; other notes say why a choice might be right.
    const noteOf = (value: string): string | undefined => {
      const candidate = guess.candidates.find((each) => each.value === value);
      return candidate === undefined ? undefined : say(candidate.note);
    };
    const labelOf = (value: string): string =>
      choices[name].find((choice) => choice.value === value)?.label ??
      (name === 'format' ? (noteOf(value) ?? value) : value);
    const named = guess.candidates.map(({ value }) => ({
      value,
      label: labelOf(value),
      note: name === 'format' ? '' : noteOf(value)!,
    }));
    const chosen = draft[name];
    const first = [guess.value, chosen]
      .filter((value) => value !== null)
      .filter((value) => !named.some((option) => option.value === value))
      .map((value) => ({ value, label: labelOf(value) }));
    const seen = new Set([...named, ...first].map(({ value }) => value));
    const unique = [...new Map([...first, ...named].map((option) => [option.value, option])).values()];
    return [...unique, ...choices[name].filter(({ value }) => !seen.has(value))];
  };
  const { columns, layer } = proposal;
  // A sheet is laid out in its own way: what is stated of one does not hold for another.
  const sheet = columns !== undefined && layer !== null ? { layer } : {};
  const confirm = (name: GuessName, confirmed: boolean): void =>
    onDraft({ ...draft, confirmed: { ...draft.confirmed, [name]: confirmed } });
  return (
    <>
      {(['format', 'encoding', 'crs'] as const).map((name) => {
        const guess = proposal[name];
        if (name === 'encoding' && guess.value === null && guess.candidates.length === 0) return null;
        return (
          <Fragment key={name}>
            {name === 'crs' && columns !== undefined && (
              <ImportColumns
                guess={columns}
                confirmed={draft.confirmed.columns}
                busy={busy}
                onConfirm={(confirmed) => confirm('columns', confirmed)}
                onState={(stated) => onState({ ...sheet, columns: stated })}
              />
            )}
            <GuessChoice
              label={t(`import.${name}`)}
              value={draft[name]}
              certain={guess.confidence === 'certain' && draft[name] === guess.value}
              evidence={say(guess.evidence)}
              options={optionsOf(name, guess)}
              confirmed={draft.confirmed[name]}
              words={{
                confidence: t(
                  `import.confidence.${draft[name] === guess.value ? guess.confidence : 'changed'}`,
                ),
                confirm: t('import.confirm', { name: t(`import.${name}`) }),
                choose: t('import.choose'),
              }}
              onValue={(value) =>
                onDraft({
                  ...draft,
                  [name]: value,
                  confirmed: {
                    ...draft.confirmed,
                    [name]: value === guess.value && guess.confidence === 'certain',
                  },
                })
              }
              onConfirm={(confirmed) => confirm(name, confirmed)}
            />
          </Fragment>
        );
      })}
      {draft.crs !== null && (
        <div className="guess">
          <span />
          <Checkbox
            checked={isSwapped(draft.crs)}
            onChange={(event) =>
              onDraft({
                ...draft,
                crs: withOrder(draft.crs!, event.target.checked),
                confirmed: { ...draft.confirmed, crs: false },
              })
            }
          >
            {t('import.swapped', {
              usual: t(draft.format === 'boundary-txt' ? 'import.northUsual' : 'import.eastUsual'),
            })}
          </Checkbox>
        </div>
      )}
      {proposal.layers.length > 1 && (
        <div className="guess">
          <label htmlFor={`${id}-layer`}>{t('import.layer')}</label>
          <Select
            id={`${id}-layer`}
            value={draft.layer}
            options={proposal.layers.map(({ name, features }) => ({
              value: name,
              label: features === null ? name : `${name} (${features})`,
            }))}
            disabled={busy}
            onChange={(layer: string) =>
              columns === undefined ? onDraft({ ...draft, layer }) : onState({ layer })
            }
          />
        </div>
      )}
    </>
  );
}
