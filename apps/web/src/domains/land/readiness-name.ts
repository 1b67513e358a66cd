import { type ReadinessClass, readinessLooks } from '@lizhu/land/contract';
import { useWords } from '../../app/use-words.ts';

/** The name of a readiness class in the language of the page. */
export function useReadinessName(): (name: ReadinessClass | null) => string {
  const { t, say } = useWords();
  return (name) => (name === null ? t('readiness.undecided') : say(readinessLooks[name].name));
}
