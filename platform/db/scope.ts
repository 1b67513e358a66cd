/** What an account may be while a transaction runs. */
export type Role = 'administrator' | 'land-officer' | 'viewer' | 'public' | 'system';

/** Who acts, through which post, and what that post may see. Row-level security reads nothing else. */
export interface Scope {
  readonly userId: string | null;
  readonly postId: string | null;
  readonly role: Role;
  readonly programmeId: string | null;
  readonly baseIds: readonly string[];
}

/** The base id of what lies in no base: every post of the programme may see it. */
export const COMMON_GROUND = '00000000-0000-0000-0000-000000000000';

/** The base id of what concerns the programme as a whole: only posts over the whole programme may see it. */
export const WHOLE_PROGRAMME = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const ROLES: ReadonlySet<string> = new Set<Role>([
  'administrator',
  'land-officer',
  'viewer',
  'public',
  'system',
]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The statement that puts a scope into force until the end of the transaction: five settings, each local to it. A
 * session-wide setting would show one user's rows to the next user of the pooled connection.
 *
 * @throws RangeError when an id is no uuid or the role is unknown: a scope comes from our own code, never from a request.
 */
export function scopeStatement(scope: Scope): string {
  if (!ROLES.has(scope.role)) throw new RangeError(`Cannot open a scope: unknown role "${scope.role}"`);
  const settings = [
    ['lizhu.user', uuidOrEmpty('user', scope.userId)],
    ['lizhu.post', uuidOrEmpty('post', scope.postId)],
    ['lizhu.role', scope.role],
    ['lizhu.programme', uuidOrEmpty('programme', scope.programmeId)],
    ['lizhu.bases', `{${scope.baseIds.map((id) => uuidOrEmpty('base', id)).join(',')}}`],
  ];
  return `select ${settings.map(([name, value]) => `set_config('${name}', '${value}', true)`).join(', ')}`;
}

function uuidOrEmpty(what: string, id: string | null): string {
  if (id === null) return '';
  if (!UUID.test(id)) throw new RangeError(`Cannot open a scope: the ${what} id "${id}" is not a uuid`);
  return id;
}
