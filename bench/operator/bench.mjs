import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../../tools/control-plane/binaries.mjs';
import { contestants } from './contestants.mjs';
import { measure } from './measure.mjs';
import { reportTable } from './report.mjs';

const resultsDirectory = path.join(repositoryRoot, 'bench', 'results');

/**
 * Ours and the opponent in turn, the order changing from run to run; prints the table and writes everything to
 * bench/results.
 * @param {{ counts: number[], runs: number, only?: string, steadySeconds: number, crd: string, phases: string[] }} options
 */
export async function benchOperators(options) {
  const chosen = contestants.filter(
    ({ id }) => !options.only || id === options.only,
  );
  for (const contestant of chosen) await contestant.prepare();

  const runs = [];
  for (const count of options.counts) {
    for (let run = 1; run <= options.runs; run += 1) {
      for (const contestant of run % 2 ? chosen : [...chosen].reverse()) {
        console.log(`  ${contestant.title}, N = ${count}, run ${run}`);
        const results = await measure(contestant, {
          ...options,
          count,
          log: line => console.log(line),
        });
        runs.push({ contestant: contestant.id, count, run, results });
      }
    }
  }

  const file = save({ machine: machine(), options, runs });
  console.log(`\n${reportTable(runs)}\n\nEverything is in ${file}`);
}

function machine() {
  const [cpu] = os.cpus();
  return {
    date: new Date().toISOString(),
    cpus: os.cpus().length,
    model: cpu.model,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** @param {{ machine: { date: string }, options: object, runs: object[] }} results */
function save(results) {
  mkdirSync(resultsDirectory, { recursive: true });
  const stamp = results.machine.date.replace(/[:.]/g, '-').slice(0, 19);
  const file = path.join(resultsDirectory, `operator-${stamp}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return path.relative(repositoryRoot, file);
}
