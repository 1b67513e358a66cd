import type { Guess, ImportProposal } from '@lizhu/land/contract';
import { Checkbox, Select } from 'antd';
import { useId } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { GuessChoice } from '../../../ui/import/guess-choice.tsx';
import { crsChoices, isSwapped, withOrder } from './crs-choices.ts';
import type { GuessName, ImportDraft } from './import-draft.ts';

const encodings = ['UTF-8', 'GBK', 'GB18030', 'Big5', 'UTF-16LE'];

/** Format, encoding and coordinate system: each with its evidence, none assumed in silence. */
export function ImportGuesses({
  draft,
  proposal,
  onDraft,
}: {
  readonly draft: ImportDraft;
  readonly proposal: ImportProposal;
  readonly onDraft: (draft: ImportDraft) => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const choices: Readonly<Record<GuessName, readonly { readonly value: string; readonly label: string }[]>> =
    {
      format: [],
      encoding: encodings.map((value) => ({ value, label: value })),
      crs: crsChoices.map((choice) => ({ value: choice.id, label: `${choice.id} ${say(choice.name)}` })),
    };
  const optionsOf = (name: GuessName, guess: Guess) => {
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
  return (
    <>
      {(['format', 'encoding', 'crs'] as const).map((name) => {
        const guess = proposal[name];
        if (name === 'encoding' && guess.value === null && guess.candidates.length === 0) return null;
        return (
          <GuessChoice
            key={name}
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
            onConfirm={(confirmed) =>
              onDraft({ ...draft, confirmed: { ...draft.confirmed, [name]: confirmed } })
            }
          />
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
            onChange={(layer: string) => onDraft({ ...draft, layer })}
          />
        </div>
      )}
    </>
  );
}
