import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCity } from '@lizhu/demo';
import { saveCity } from './bench-city.ts';

/** `node make-city.js FOLDER PARCELS SEED`: a process of its own, since making a city takes memory that nobody needs later. */
const [folder, parcels, seed] = process.argv.slice(2);
saveCity(generateCity({ parcels: Number(parcels), seed: Number(seed) }), folder!);
writeFileSync(join(folder!, 'complete'), '');
