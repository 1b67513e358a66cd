import type { Bilingual } from '@lizhu/programme/contract';
import type { ImportState } from '../contract.ts';

const names: Readonly<Record<ImportState, Bilingual>> = {
  uploaded: { zh: '识别中', en: 'being identified' },
  proposed: { zh: '待确认', en: 'to be confirmed' },
  checking: { zh: '试导入中', en: 'in its dry run' },
  checked: { zh: '待入库', en: 'ready to commit' },
  committing: { zh: '入库中', en: 'being committed' },
  committed: { zh: '已入库', en: 'committed' },
  undoing: { zh: '撤销中', en: 'being undone' },
  undone: { zh: '已撤销', en: 'undone' },
  failed: { zh: '失败', en: 'failed' },
  refused: { zh: '拒收', en: 'refused' },
  discarded: { zh: '已放弃', en: 'discarded' },
};

/** A state as people say it. */
export function stateName(state: ImportState): Bilingual {
  return names[state];
}
