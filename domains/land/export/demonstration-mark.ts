import type { Transaction } from '@lizhu/db';
import type { Field, OutFeature } from '@lizhu/geodata';

const MARK = '演示数据 Demonstration data';
/** 备注: the field that boundary-point TXT has for such words. */
const FIELD: Field = { name: 'BZ', type: 'text' };

/** What is written into every feature of an export of demonstration data, and into its file name. */
export interface ExportMark {
  readonly fields: readonly Field[];
  readonly properties: OutFeature['properties'];
  readonly inFileName: string;
}

export async function readExportMark(tx: Transaction): Promise<ExportMark> {
  const found = await tx.query<{ demonstration: boolean }>('select demonstration from programme.programme');
  return found.rows[0]?.demonstration === true
    ? { fields: [FIELD], properties: { [FIELD.name]: MARK }, inFileName: '-演示数据' }
    : { fields: [], properties: {}, inFileName: '' };
}
