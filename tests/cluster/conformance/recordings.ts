import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordedAnswer } from './Exchange';

const file = (script: string) =>
  path.join(__dirname, 'recorded', `${script}.json`);

/** What a real API server answered to a script; empty before it was recorded. */
export function readRecording(script: string): RecordedAnswer[] {
  if (!existsSync(file(script))) return [];
  return JSON.parse(readFileSync(file(script), 'utf8'));
}

/** Keeps what a real API server answered: `RECORD=1 yarn test:cluster conformance`. */
export function writeRecording(
  script: string,
  answers: RecordedAnswer[],
): void {
  const lines = answers.map(answer => JSON.stringify(answer));
  writeFileSync(file(script), `[\n${lines.join(',\n')}\n]\n`);
}
