import type { ImportState } from '@lizhu/land/contract';
import { Tag } from 'antd';
import { useWords } from '../../../app/use-words.ts';

const colors: Readonly<Record<ImportState, string>> = {
  uploaded: 'processing',
  proposed: 'warning',
  checking: 'processing',
  checked: 'warning',
  committing: 'processing',
  committed: 'success',
  undoing: 'processing',
  undone: 'default',
  failed: 'error',
  refused: 'error',
  discarded: 'default',
};

export function ImportStateTag({ state }: { readonly state: ImportState }) {
  const { t } = useWords();
  return <Tag color={colors[state]}>{t(`import.state.${state}`)}</Tag>;
}
