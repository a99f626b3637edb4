// The last lines of `.ci/run`: the counts of all rings that ran.
import { printTally, readTally } from './tally.mjs';

const rows = readTally();
if (rows.length === 0) console.log('0 passed, 1 failed');
process.exitCode = rows.length > 0 && printTally(rows) ? 0 : 1;
