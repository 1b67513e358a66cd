import { writeColumns } from './city/column-file.ts';
import { works } from './works.ts';

/** `node ours.js LINE CITY-FOLDER ANSWER-FOLDER`: our side of a line, in a process of its own. */
const [line, cityFolder, answerFolder] = process.argv.slice(2) as [string, string, string];
const { timings, figures, columns } = works[line]!(cityFolder);
writeColumns(answerFolder, 'answer', columns);
process.stdout.write(`${JSON.stringify({ timings, figures })}\n`);
