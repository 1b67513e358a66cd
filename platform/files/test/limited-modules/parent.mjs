// A parent that starts a limited child, says its process id, and waits to be killed.
import { runLimited } from '@lizhu/files';

await runLimited(
  new URL('behave.mjs', import.meta.url),
  { do: 'tellPid' },
  { onMessage: (pid) => void process.stdout.write(String(pid)) },
);
