import type { DemonstrationAccount } from './demonstration/accounts.ts';

export interface Running {
  readonly url: string;
  readonly accounts: readonly DemonstrationAccount[];
}

/** What the terminal shows once the server answers. */
export function banner({ url, accounts }: Running, seconds: number): string {
  const lines = ['', `Lizhu 立柱  ${url}   (${seconds.toFixed(1)} s)`];
  if (accounts.length > 0) {
    lines.push('', 'Demonstration data. Accounts 演示账号:');
    const widest = Math.max(...accounts.map(({ username }) => username.length));
    for (const { username, password, title } of accounts) {
      lines.push(`  ${username.padEnd(widest)}  ${password}   ${title.zh} ${title.en}`);
    }
  }
  lines.push('', 'Ctrl-C stops the server and its database.', '');
  return lines.join('\n');
}
