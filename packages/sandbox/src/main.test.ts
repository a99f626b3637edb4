import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const root = path.join(__dirname, '../../..');
const program = path.join(root, 'packages/sandbox/dist/main.mjs');
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
const children: ChildProcess[] = [];

beforeAll(() => {
  const bundler = pathToFileURL(path.join(root, 'tools/launch/bundle.mjs'));
  const script = `const { bundle } = await import('${bundler}'); await bundle('sandbox');`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script]);
}, 60_000);

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(directory, { recursive: true, force: true });
});

function start(...args: string[]) {
  const child = spawn(
    process.execPath,
    [program, '--state', directory, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('sandbox ready')) return line;
  }
  throw new Error('it ended before it was ready');
}

it('says that it is ready when its files are there, and ends at once on SIGTERM; so does the next one on the same state', async () => {
  for (let time = 0; time < 2; time++) {
    const child = start('--port-base', '0');
    expect(await ready(child)).toMatch(
      /^sandbox ready: Kubernetes https:\/\/127\.0\.0\.1:\d+, Azure https:\/\/127\.0\.0\.1:\d+, FHIR servers http:\/\/127\.0\.0\.1:\d+/,
    );
    for (const file of ['kubeconfig', 'ca.pem', 'sandbox.json']) {
      expect(fs.existsSync(path.join(directory, file))).toBe(true);
    }
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }
}, 60_000);

it('says in one sentence that a port is in use', async () => {
  const first = start('--port-base', '0');
  const line = await ready(first);
  const ingress = Number(
    /FHIR servers http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1],
  );
  const second = start('--port-base', String(ingress - 1));
  let said = '';
  second.stderr?.on('data', chunk => {
    said += chunk;
  });
  expect(await once(second, 'exit')).toEqual([1, null]);
  expect(said.trim()).toMatch(
    /^Port \d+ is in use\. Stop what listens there, or choose other ports: --port-base 8100\.$/,
  );
  first.kill('SIGTERM');
  await once(first, 'exit');
}, 60_000);

it.each([
  ['--help', [], 0, 'Usage: sandbox'],
  ['an option that is not known', ['--nonsense'], 1, 'Usage: sandbox'],
])('tells how it is used: %s', async (option, args, code, words) => {
  const child = start(...(args.length > 0 ? args : [option]));
  const said: string[] = [];
  const hear = (chunk: Buffer) => said.push(chunk.toString());
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(said.join('')).toContain(words);
});
