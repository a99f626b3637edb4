import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import {
  startSandbox,
  writeSandboxFiles,
  type Sandbox,
} from '@fhir-on-aks/sandbox';
import { parse } from 'yaml';

const root = path.join(__dirname, '../../..');
const definition = parse(
  fs.readFileSync(path.join(root, 'deploy/crd/fhirs.yaml'), 'utf8'),
);

/** The program as it is shipped: one file. */
function bundled(): string {
  const bundler = pathToFileURL(path.join(root, 'tools/launch/bundle.mjs'));
  const script = `const { bundle } = await import('${bundler}'); await bundle('operator');`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script]);
  return path.join(root, 'packages/operator/dist/main.mjs');
}

describe('the process', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'operator-'));
  const config = path.join(directory, 'operator.yaml');
  let sandbox: Sandbox;
  let program: string;
  let running: ChildProcess | undefined;

  beforeAll(async () => {
    program = bundled();
    sandbox = await startSandbox({
      ports: { ingress: 0, kubernetes: 0, azure: 0 },
      token: 'test',
      definitions: [definition],
    });
    writeSandboxFiles(directory, sandbox);
  }, 60_000);
  afterAll(async () => {
    running?.kill('SIGKILL');
    await sandbox.close();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  function start(text: string): ChildProcess {
    fs.writeFileSync(config, text);
    running = spawn(process.execPath, [program, '--config', config], {
      env: {
        ...process.env,
        KUBECONFIG: path.join(directory, 'kubeconfig'),
        POD_NAMESPACE: 'fhir',
        POD_NAME: 'fhir-operator-0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return running;
  }

  it('works, and on SIGTERM ends by itself with 0, its lease given back', async () => {
    const child = start('listen: { host: 127.0.0.1, port: 0 }');
    const lines: string[] = [];
    if (!child.stdout) throw new Error('no output');
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(JSON.parse(line).message);
      if (lines.includes('working')) break;
    }
    const holder = () =>
      Object(sandbox.store.get('Lease', 'fhir', 'fhir-operator')?.spec)
        .holderIdentity;
    expect(holder()).toMatch(/^fhir-operator-0_/);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(holder()).toBe('');
  }, 40_000);

  it('names everything that is wrong with its configuration, and ends with 1', async () => {
    const child = start('workers: 0\nimages: { R4: { tga: x } }\n');
    let said = '';
    child.stderr?.on('data', chunk => (said += chunk));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said).toContain('workers = 0');
    expect(said).toContain('images.R4.tga');
  }, 20_000);
});
