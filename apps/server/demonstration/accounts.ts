import type { Database } from '@lizhu/db';
import { createUser } from '@lizhu/identity';

export interface DemonstrationAccount {
  readonly username: string;
  readonly password: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly role: 'administrator' | 'land-officer' | 'viewer';
  /** Code of the only base that the post reaches; null for the whole programme. */
  readonly baseCode: string | null;
}

/** One account a role. They are no persons, and the pages offer them to everybody: never with real data. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  {
    username: 'admin',
    password: 'lizhu-2021',
    title: { zh: '系统管理员', en: 'Administrator' },
    role: 'administrator',
    baseCode: null,
  },
  {
    username: 'land',
    password: 'yongdi-2021',
    title: { zh: '用地专员（全市）', en: 'Land officer, whole programme' },
    role: 'land-officer',
    baseCode: null,
  },
  {
    username: 'yinping',
    password: 'jidi-2021',
    title: { zh: '用地专员（银瓶基地）', en: 'Land officer, Yinping base' },
    role: 'land-officer',
    baseCode: 'YP-EQ',
  },
  {
    username: 'viewer',
    password: 'chakan-2021',
    title: { zh: '查阅', en: 'Viewer' },
    role: 'viewer',
    baseCode: null,
  },
];

/** Makes the accounts that are not there yet. */
export async function createAccounts(
  database: Database,
  programmeId: string,
  baseIds: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  for (const { username, password, title, role, baseCode } of demonstrationAccounts) {
    await createUser(
      database,
      {
        username,
        name: `演示·${title.zh}`,
        password,
        posts: [{ programmeId, role, title, baseIds: baseCode === null ? null : [baseIds.get(baseCode)!] }],
      },
      now,
    ).catch((error: { code?: string }) => {
      if (error.code !== 'identity.username-taken') throw error;
    });
  }
}
