import { recordEvent } from '@lizhu/audit';
import { COMMON_GROUND, type Database, inScope, newId, WHOLE_PROGRAMME } from '@lizhu/db';
import { pinyin } from 'pinyin-pro';
import type { Bilingual } from './contract.ts';

export interface NewProgramme {
  /** A new one unless given. */
  readonly id?: string;
  readonly code: string;
  readonly name: Bilingual;
  readonly demonstration: boolean;
  readonly centralMeridianDeg: number;
  readonly bases: readonly NewBase[];
}
export interface NewBase {
  readonly code: string;
  readonly name: Bilingual;
  readonly place: Bilingual;
  readonly industries: readonly Bilingual[];
}
export interface FoundedProgramme {
  readonly programmeId: string;
  /** Base id by base code. */
  readonly baseIds: ReadonlyMap<string, string>;
}

/** Founds a programme with its bases, in one transaction. */
export async function foundProgramme(
  database: Database,
  programme: NewProgramme,
  now: Date,
): Promise<FoundedProgramme> {
  const programmeId = programme.id ?? newId();
  const baseIds = new Map(programme.bases.map((base) => [base.code, newId()]));
  const scope = {
    userId: null,
    postId: null,
    role: 'system' as const,
    programmeId,
    baseIds: [...baseIds.values(), COMMON_GROUND, WHOLE_PROGRAMME],
  };
  await inScope(database, scope, async (tx) => {
    await tx.query(
      `insert into programme.programme (programme_id, code, name, demonstration, central_meridian_deg, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        programmeId,
        programme.code,
        programme.name,
        programme.demonstration,
        programme.centralMeridianDeg,
        now,
      ],
    );
    for (const base of programme.bases) {
      await tx.query(
        `insert into programme.base (programme_id, base_id, code, name, place, industries, initials)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          programmeId,
          baseIds.get(base.code),
          base.code,
          base.name,
          base.place,
          JSON.stringify(base.industries),
          initialsOf(base.name.zh),
        ],
      );
    }
    await recordEvent(tx, {
      action: 'programme.found',
      subject: { kind: 'programme', id: programmeId },
      after: {
        ...programme,
        bases: programme.bases.map((base) => ({ ...base, id: baseIds.get(base.code) })),
      },
    });
  });
  return { programmeId, baseIds };
}

/** First letters of the pinyin, for search: 松山湖 → ssh. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' })
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
