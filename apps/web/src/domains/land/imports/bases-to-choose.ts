import type { Base } from '@lizhu/programme/contract';
import type { Post } from '../../../app/session.ts';

/**
 * The bases of which a file must be for one: those of a post over several. A post over one base imports for that, one over the
 * whole programme for all of it.
 */
export function basesToChoose<Each extends Pick<Base, 'id'>>(
  post: Pick<Post, 'baseIds'> | null,
  bases: readonly Each[],
): readonly Each[] {
  const own = bases.filter(({ id }) => post?.baseIds?.includes(id));
  return own.length > 1 ? own : [];
}
