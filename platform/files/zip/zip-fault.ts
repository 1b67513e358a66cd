import { type Bilingual, fillSlots } from '../bilingual.ts';

/** What makes an archive unacceptable, with the entry where it was found. */
export interface ZipFault {
  readonly code: ZipFaultCode;
  /** Name of the entry; null when it concerns the archive. */
  readonly entry: string | null;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

export type ZipFaultCode = keyof typeof texts;

const packAgain = { zh: '重新压缩后再上传', en: 'Pack the files again, then upload the archive' };
const texts = {
  'not-a-zip': {
    message: { zh: '这不是 ZIP 压缩包，或文件不完整', en: 'This is no ZIP archive, or it is cut short' },
    remedy: { zh: '重新导出或重新上传', en: 'Export it again, or upload it again' },
  },
  damaged: {
    message: { zh: '“{entry}”已损坏：{reason}', en: '"{entry}" is damaged: {reason}' },
    remedy: packAgain,
  },
  empty: {
    message: { zh: '压缩包里没有文件', en: 'The archive holds no file' },
    remedy: packAgain,
  },
  'too-many-entries': {
    message: {
      zh: '压缩包有 {count} 个文件，最多 {limit} 个',
      en: 'The archive has {count} entries; {limit} are allowed',
    },
    remedy: { zh: '只压缩需要的文件，或分成几个压缩包', en: 'Pack only what is needed, or split it' },
  },
  'entry-too-large': {
    message: { zh: '“{entry}”解压后超过 {limit} MB', en: '"{entry}" unpacks to more than {limit} MB' },
    remedy: { zh: '拆分数据后分别上传', en: 'Split the data and upload the parts' },
  },
  'total-too-large': {
    message: { zh: '压缩包解压后超过 {limit} MB', en: 'The archive unpacks to more than {limit} MB' },
    remedy: { zh: '拆分数据后分别上传', en: 'Split the data and upload the parts' },
  },
  'too-dense': {
    message: {
      zh: '压缩包的压缩比为 {ratio}，超过 {limit}，像是压缩炸弹',
      en: 'The archive packs {ratio} : 1, more than {limit}: it looks like a bomb',
    },
    remedy: packAgain,
  },
  'unsafe-name': {
    message: { zh: '文件名“{entry}”不安全：{reason}', en: 'The name "{entry}" is not safe: {reason}' },
    remedy: { zh: '改名后重新压缩', en: 'Rename the file, then pack it again' },
  },
  'duplicate-name': {
    message: { zh: '“{entry}”在压缩包里出现不止一次', en: '"{entry}" occurs more than once in the archive' },
    remedy: packAgain,
  },
  link: {
    message: {
      zh: '“{entry}”是链接或设备，不是普通文件',
      en: '"{entry}" is a link or a device, not a plain file',
    },
    remedy: { zh: '换成普通文件后重新压缩', en: 'Put the file itself into the archive' },
  },
  encrypted: {
    message: { zh: '“{entry}”已加密', en: '"{entry}" is encrypted' },
    remedy: { zh: '去掉密码后重新压缩', en: 'Pack it again without a password' },
  },
  'unknown-method': {
    message: {
      zh: '“{entry}”的压缩方法（{method}）无法识别',
      en: '"{entry}" uses a compression method ({method}) that is not supported',
    },
    remedy: { zh: '用普通 ZIP（Deflate）重新压缩', en: 'Pack it as an ordinary ZIP (Deflate)' },
  },
  overlap: {
    message: {
      zh: '“{entry}”与其他文件的数据重叠',
      en: 'The data of "{entry}" overlaps that of another entry',
    },
    remedy: packAgain,
  },
} as const;

type ReasonKey = keyof typeof reasons;
const reasons = {
  absolute: { zh: '是绝对路径', en: 'it is an absolute path' },
  parent: { zh: '含有“..”', en: 'it contains ".."' },
  backslash: { zh: '含有反斜杠', en: 'it contains a backslash' },
  control: { zh: '含有控制字符', en: 'it contains a control character' },
  empty: { zh: '是空的', en: 'it is empty' },
  long: { zh: '超过 255 字节', en: 'it is longer than 255 bytes' },
  size: { zh: '实际大小与声明不符', en: 'its real size is not the declared one' },
  checksum: { zh: '校验和不符', en: 'its checksum does not match' },
  data: { zh: '数据无法解压', en: 'its data cannot be unpacked' },
  header: { zh: '文件头无法读取', en: 'its header cannot be read' },
} as const;

/** A fault with its texts; `reason` is one of the known reasons. */
export function zipFault(
  code: ZipFaultCode,
  entry: string | null,
  slots: Readonly<Record<string, string | number>> & { readonly reason?: ReasonKey } = {},
): ZipFault {
  const { reason, ...rest } = slots;
  const shown = entry === null ? '' : entry.length > 80 ? `${entry.slice(0, 77)}…` : entry;
  const { message, remedy } = texts[code];
  const why = reason === undefined ? { zh: '', en: '' } : reasons[reason];
  return {
    code,
    entry,
    message: {
      zh: fillSlots(message, { ...rest, entry: shown, reason: why.zh }).zh,
      en: fillSlots(message, { ...rest, entry: shown, reason: why.en }).en,
    },
    remedy,
  };
}

export type NameReason = Extract<
  ReasonKey,
  'absolute' | 'parent' | 'backslash' | 'control' | 'empty' | 'long'
>;
