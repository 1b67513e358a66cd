import { type Bilingual, fillSlots } from '../bilingual.ts';

/** Why limited work gave no result. */
export interface LimitFault {
  readonly code: LimitFaultCode;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  /** For the log only: the child's last words. May quote the file. */
  readonly detail: string;
}

export type LimitFaultCode = keyof typeof texts;

const smaller = { zh: '拆分或简化文件后重试', en: 'Split or simplify the file, then try again' };
const texts = {
  memory: {
    message: {
      zh: '处理这个文件需要的内存超过 {memoryMb} MB',
      en: 'The file needs more than {memoryMb} MB of memory',
    },
    remedy: smaller,
  },
  'cpu-time': {
    message: {
      zh: '处理这个文件需要的计算超过 {cpuSeconds} 秒',
      en: 'The file needs more than {cpuSeconds} s of computing',
    },
    remedy: smaller,
  },
  'wall-time': {
    message: { zh: '处理这个文件超过 {wallSeconds} 秒', en: 'The file took longer than {wallSeconds} s' },
    remedy: { zh: '稍后重试；仍不行则拆分文件', en: 'Try again later; if that fails, split the file' },
  },
  'file-size': {
    message: {
      zh: '处理这个文件写出的数据超过 {fileMb} MB',
      en: 'Reading the file wrote more than {fileMb} MB',
    },
    remedy: smaller,
  },
  output: {
    message: {
      zh: '处理这个文件得到的内容超过 {outputMb} MB',
      en: 'The file gave more than {outputMb} MB of content',
    },
    remedy: smaller,
  },
  aborted: {
    message: { zh: '已取消', en: 'It was cancelled' },
    remedy: { zh: '需要时重新开始', en: 'Start again when you like' },
  },
  failed: {
    message: { zh: '无法读取这个文件', en: 'The file cannot be read' },
    remedy: {
      zh: '检查文件是否完整、格式是否正确',
      en: 'Check that the file is whole and of the right format',
    },
  },
  crashed: {
    message: { zh: '读取这个文件时程序意外终止', en: 'The program that reads the file ended unexpectedly' },
    remedy: {
      zh: '检查文件是否完整；若完整，请把它交给管理员',
      en: 'Check that the file is whole; if it is, give it to the administrator',
    },
  },
} as const;

export function limitFault(
  code: LimitFaultCode,
  slots: Readonly<Record<string, number>>,
  detail: string,
): LimitFault {
  const { message, remedy } = texts[code];
  return { code, message: fillSlots(message, slots), remedy, detail };
}
