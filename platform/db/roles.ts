import pg from 'pg';

export const OWNER_ROLE = 'lizhu_owner';
export const APP_ROLE = 'lizhu_app';
export const SEARCHER_ROLE = 'lizhu_searcher';

/** Makes the roles and the database of an embedded server; what exists is left as it is. */
export async function makeEmbeddedRoles(
  superuser: pg.Client,
  database: string,
  passwords: { owner: string; app: string },
): Promise<void> {
  const { rows } = await superuser.query<{ roles: number; databases: number }>(
    `select (select count(*)::int from pg_roles where rolname in ($1, $2, $3)) as roles,
            (select count(*)::int from pg_database where datname = $4) as databases`,
    [OWNER_ROLE, APP_ROLE, SEARCHER_ROLE, database],
  );
  if (rows[0]?.roles !== 3) {
    await makeUnlessThere(
      superuser,
      OWNER_ROLE,
      `login createrole createdb password ${pg.escapeLiteral(passwords.owner)}`,
    );
    await makeUnlessThere(superuser, APP_ROLE, `login password ${pg.escapeLiteral(passwords.app)}`);
    await makeUnlessThere(superuser, SEARCHER_ROLE, 'nologin');
    await superuser.query(`grant ${SEARCHER_ROLE} to ${OWNER_ROLE}`);
    await superuser.query(`grant pg_signal_backend to ${OWNER_ROLE}`);
  }
  if (rows[0]?.databases !== 1) {
    await superuser
      .query(`create database ${pg.escapeIdentifier(database)} owner ${OWNER_ROLE}`)
      .catch(unlessCode('42P04', '23505'));
  }
}

/**
 * Makes the application's roles on a server that is not ours.
 *
 * @throws Error with the statements for its administrator when this login may not make roles.
 */
export async function makeGivenRoles(owner: pg.Client, appPassword: string): Promise<void> {
  const { rows } = await owner.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1)',
    [[APP_ROLE, SEARCHER_ROLE]],
  );
  const present = new Set(rows.map((row) => row.rolname));
  try {
    if (!present.has(APP_ROLE)) {
      await makeUnlessThere(owner, APP_ROLE, `login password ${pg.escapeLiteral(appPassword)}`);
    }
    if (!present.has(SEARCHER_ROLE)) await makeUnlessThere(owner, SEARCHER_ROLE, 'nologin');
    const { rows: may } = await owner.query<{ yes: boolean }>(`select pg_has_role($1, 'USAGE') as yes`, [
      SEARCHER_ROLE,
    ]);
    if (may[0]?.yes !== true) await owner.query(`grant ${SEARCHER_ROLE} to current_user`);
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '42501') throw error;
    throw new Error(
      `Cannot prepare the database: this login may not make roles. Let an administrator run: create role ${APP_ROLE} ` +
        `login password '…'; create role ${SEARCHER_ROLE} nologin; grant ${SEARCHER_ROLE} to <this login>; and give the ` +
        `application's login as DATABASE_APP_URL`,
      { cause: error },
    );
  }
}

/** Gives the application role this installation's password, after a sign-in with it was refused. */
export async function setAppPassword(owner: pg.Client, appPassword: string): Promise<void> {
  await owner.query(`alter role ${APP_ROLE} login password ${pg.escapeLiteral(appPassword)}`);
}

async function makeUnlessThere(client: pg.Client, role: string, attributes: string): Promise<void> {
  await client.query(`create role ${role} ${attributes}`).catch(unlessCode('42710', '23505'));
}

function unlessCode(...codes: string[]): (error: pg.DatabaseError) => void {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}
