import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

// Peers and us side by side. `--parcels 100000` for a quick look, `--only overlay` for one line.
ensureInstalled();
build();
const { main } = await import('../bench/dist/main.js');
process.exitCode = await main(process.argv.slice(2));
