import { type ImportTarget, layerNames } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';

/** What an import brings, in words. */
export function useTargetName(): (target: ImportTarget) => string {
  const { t, say } = useWords();
  return (target) =>
    target === 'parcels' || target === 'boundaries' ? t(`import.targets.${target}`) : say(layerNames[target]);
}
