import type { Bilingual } from '@lizhu/programme/contract';
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { firstReads } from './first-reads.ts';
import { change, read } from './http.ts';

export type Role = 'administrator' | 'land-officer' | 'viewer' | 'public' | 'system';

export interface Post {
  readonly id: string;
  readonly role: Role;
  readonly title: Bilingual;
  readonly programmeId: string;
  readonly programmeName: Bilingual;
  /** The bases that the post is bound to; null = the whole programme. */
  readonly baseIds: readonly string[] | null;
}

export interface Session {
  readonly user: { readonly id: string; readonly username: string; readonly name: string } | null;
  readonly posts: readonly Post[];
  readonly post: Post | null;
}

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly title: Bilingual;
}

const identity = '/api/v1/identity';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => read<Session>(firstReads.session),
  staleTime: Number.POSITIVE_INFINITY,
});

export const demoAccountsQuery = queryOptions({
  queryKey: ['demo-accounts'],
  queryFn: () => read<DemoAccount[]>(`${identity}/demo-accounts`),
});

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether the post may change land: the server decides, the page only spares a refused click. */
export function useMayEdit(): boolean {
  const role = useSession().post?.role;
  return role === 'land-officer' || role === 'administrator';
}

/** Sign-in, sign-out and change of post: each forgets everything that was read under the former scope. */
export function useIdentity() {
  const client = useQueryClient();
  const renew = async (work: Promise<unknown>): Promise<Session> => {
    await work;
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    return client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  };
  return {
    signIn: (username: string, password: string) =>
      renew(change('POST', `${identity}/sign-in`, { username, password })),
    signOut: () => renew(change('POST', `${identity}/sign-out`)),
    choosePost: (postId: string) => renew(change('POST', `${identity}/choose-post`, { postId })),
    changePassword: (current: string, next: string) =>
      change('POST', `${identity}/change-password`, { current, next }),
  };
}
