import type { Transaction } from '@lizhu/db';

/** Which of the codes name a living parcel of the programme, visible or not. */
export async function codesTaken(tx: Transaction, codes: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ code: string }>('select code from land.codes_taken($1) as code', [codes]);
  return rows.map(({ code }) => code);
}

export interface LivingParcel {
  readonly id: string;
  readonly baseId: string;
}

/** The living parcels that the scope may see under the codes. */
export async function livingParcelsByCode(
  tx: Transaction,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LivingParcel>> {
  const { rows } = await tx.query<{ id: string; base_id: string; code: string }>(
    'select id, base_id, code from land.parcel where retired_at is null and code = any ($1)',
    [codes],
  );
  return new Map(rows.map(({ code, id, base_id }) => [code, { id, baseId: base_id }]));
}
