export { type CreatedUser, createUser, type NewUser } from './create-user.ts';
export { type IdentityOptions, identityPlugin } from './identity-plugin.ts';
export { identityMigrations } from './migrations.ts';
export type { NewPost } from './posts/appoint.ts';
export { Post, type PostRole } from './posts/post.ts';
export { identityProblems } from './problems.ts';
export { requireRole } from './require-role.ts';
export { Session } from './sessions/session.ts';
export { sweepIdentity } from './sweep-identity.ts';
