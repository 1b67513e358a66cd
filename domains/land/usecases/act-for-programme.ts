import { COMMON_GROUND, type Transaction, WHOLE_PROGRAMME } from '@lizhu/db';

/**
 * Makes the rest of the transaction the system's, over all bases of the programme: for work that must see all of the ledger
 * whoever asked for it, and answers nobody.
 */
export async function actForProgramme(tx: Transaction): Promise<void> {
  await tx.query(`select set_config('lizhu.role', 'system', true)`);
  const found = await tx.query<{ base_id: string }>('select base_id from programme.base order by code');
  const baseIds = [...found.rows.map((row) => row.base_id), COMMON_GROUND, WHOLE_PROGRAMME];
  await tx.query(`select set_config('lizhu.bases', $1, true)`, [`{${baseIds.join(',')}}`]);
}
