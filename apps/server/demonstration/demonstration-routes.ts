import type { HttpApp } from '@lizhu/http';
import Type from 'typebox';
import { demonstrationAccounts } from './accounts.ts';

const Account = Type.Object({
  username: Type.String(),
  password: Type.String(),
  title: Type.Object({ zh: Type.String(), en: Type.String() }),
});

/** The accounts that the sign-in page offers; none where there is no demonstration. */
export function demonstrationRoutes(app: HttpApp, offered: boolean): void {
  app.get(
    '/api/v1/identity/demo-accounts',
    { schema: { summary: 'Accounts of the demonstration', response: { 200: Type.Array(Account) } } },
    async () =>
      offered
        ? demonstrationAccounts.map(({ username, password, title }) => ({ username, password, title }))
        : [],
  );
}
