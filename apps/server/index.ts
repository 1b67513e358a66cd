export { createApp } from './create-app.ts';
export { type DemonstrationAccount, demonstrationAccounts } from './demonstration/accounts.ts';
export { type Settings, settingsOf } from './settings.ts';
export { migrations, type Server, startServer } from './start-server.ts';
