import { type ImportTarget, targetFields } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import type { Missing } from './import-draft.ts';
import '../../../ui/missing-list.css';

/** What must still be said, in words: a button that cannot be pressed owes its reason. */
export function ImportMissing({
  missing,
  target,
}: {
  readonly missing: readonly Missing[];
  readonly target: ImportTarget | null;
}) {
  const { t, say } = useWords();
  if (missing.length === 0) return null;
  const wordsOf = (name: Missing): string => {
    if (!name.startsWith('field:')) return t(`import.missing.${name as Exclude<Missing, `field:${string}`>}`);
    const field =
      target === null ? undefined : targetFields[target].find(({ key }) => `field:${key}` === name);
    return t('import.missing.field', { name: field === undefined ? name : say(field.name) });
  };
  return (
    <ul className="missing-list" aria-label={t('import.missingTitle')}>
      {missing.map((name) => (
        <li key={name}>{wordsOf(name)}</li>
      ))}
    </ul>
  );
}
