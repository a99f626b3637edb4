import { setTimeout as delay } from 'node:timers/promises';
import type { Kubectl, Outcome } from './Kubectl';
import type { RecordedOutcome, Step } from './Step';

/** Runs the commands in order and returns what they printed, without what differs from run to run. */
export async function runSession(
  kubectl: Kubectl,
  steps: Step[],
  namespace: string,
): Promise<RecordedOutcome[]> {
  const fill = (text: string) => text.replaceAll('{ns}', namespace);
  const outcomes: RecordedOutcome[] = [];
  for (const { title, args, input, editor, quiet, eventually } of steps) {
    const words = ['-n', namespace, ...args.map(fill)];
    const run = () =>
      kubectl.run(words, { editor, input: input && fill(input) });
    const { code, out, err } = await (eventually ? untilItWorks(run) : run());
    outcomes.push({
      title,
      command: `kubectl ${args.join(' ')}`,
      code,
      ...(quiet ? {} : lines('out', out, namespace)),
      ...(quiet ? {} : lines('err', err, namespace)),
    });
  }
  return outcomes;
}

async function untilItWorks(run: () => Promise<Outcome>): Promise<Outcome> {
  const end = Date.now() + 60_000;
  for (;;) {
    const outcome = await run();
    if (outcome.code === 0 || Date.now() > end) return outcome;
    await delay(200);
  }
}

function lines(
  name: 'out' | 'err',
  text: string,
  namespace: string,
): { out?: string[]; err?: string[] } {
  if (text.trim() === '') return {};
  const plain = text
    .replaceAll(namespace, '{ns}')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>')
    .replace(/(resourceVersion: |Resource Version: +)"?\d+"?/g, '$1<version>')
    .replace(/"?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"?/g, '<time>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<time>')
    .replace(/\/tmp\/[\w./-]+/g, '<file>')
    .replace(/\b10\.\d+\.\d+\.\d+\b/g, '<ip>');
  return { [name]: plain.trimEnd().split('\n').map(line) };
}

/** Ages differ, at the start of a line and in parentheses too, and with them the width of their column. */
function line(text: string): string {
  const isTable = / {2,}\S/.test(text.trimStart());
  const plain = text
    .trimEnd()
    .replace(/(?<![^\s(])(\d+[smhdy])+(?=[\s)]|$)/g, '<age>');
  if (!isTable) return plain;
  const indent = /^ */.exec(plain)?.[0] ?? '';
  return indent + plain.trim().replace(/ {2,}/g, '   ');
}
