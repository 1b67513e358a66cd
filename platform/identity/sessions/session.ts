import Type, { type Static } from 'typebox';
import { Post } from '../posts/post.ts';

/** Who asks, as pages see it. */
export const Session = Type.Object({
  /** Null when nobody is signed in. */
  user: Type.Union([
    Type.Object({ id: Type.String({ format: 'uuid' }), username: Type.String(), name: Type.String() }),
    Type.Null(),
  ]),
  /** The posts that the user holds now. */
  posts: Type.Array(Post),
  /** The one that is chosen; null when none is, or it has ended. */
  post: Type.Union([Post, Type.Null()]),
  /** The programme of the chosen post. */
  programmeId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
});
export type Session = Static<typeof Session>;

export const signedOut: Session = { user: null, posts: [], post: null, programmeId: null };

/** The session of a user who chose a post; in force only while it is among those that he holds. */
export function sessionOf(
  user: NonNullable<Session['user']>,
  posts: Post[],
  chosenId: string | null,
): Session {
  const post = posts.find(({ id }) => id === chosenId) ?? null;
  return { user, posts, post, programmeId: post?.programmeId ?? null };
}
