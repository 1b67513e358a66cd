import type { FastifyReply } from 'fastify';

/** Hands on Set-Cookie lines, each as a line of its own. */
export function sendCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const line of cookies) reply.header('set-cookie', line);
}
