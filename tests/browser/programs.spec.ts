import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { fhirctl, identitiesInAzure, leftInCluster } from './sandbox';

const page = path.resolve(__dirname, '../../docs/api.md');

/** Runs lines of a shell; resolves with its exit code and all that it printed. */
function shell(script: string): Promise<{ code: number; output: string }> {
  const port = Number(process.env.FHIR_PORT_BASE ?? 7007);
  const env = { ...process.env, PORTAL: `http://localhost:${port}` };
  return new Promise(resolve =>
    execFile(
      'bash',
      ['-euo', 'pipefail', '-c', script],
      { env },
      (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), output: out + err }),
    ),
  );
}

test('every block of docs/api.md works as printed, and leaves nothing', async () => {
  const blocks = [
    ...readFileSync(page, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g),
  ].map(([, block]) => block);
  const { code, output } = await shell(blocks.join('\n'));
  expect(output).toContain('✔ Ready after');
  expect(code, output).toBe(0);
  expect(await leftInCluster('first')).toEqual([]);
  expect(await identitiesInAzure()).not.toContain('id-fhir-first');
});

test('fhirctl provisions, updates and deprovisions', async ({}, testInfo) => {
  const request = testInfo.outputPath('terminal.yaml');
  writeFileSync(
    request,
    JSON.stringify({
      cluster: 'sandbox',
      namespace: 'fhir',
      name: 'terminal',
      spec: { fhirVersion: 'R5', database: { name: 'terminal' } },
    }),
  );
  const made = await fhirctl('provision', '-f', request);
  expect(made.code, made.stderr).toBe(0);
  expect((await fhirctl('list')).stdout).toMatch(/terminal .*Ready .*R5 /);
  const changed = await fhirctl('update', 'terminal', '--set', 'replicas=2');
  expect(changed.code, changed.stderr).toBe(0);
  expect((await fhirctl('status', 'terminal')).stdout).toContain(
    'All 2 replicas serve FHIR R5.',
  );
  const gone = await fhirctl('deprovision', 'terminal', '--yes');
  expect(gone.code, gone.stderr).toBe(0);
  expect(await leftInCluster('terminal')).toEqual([]);
  expect(await identitiesInAzure()).not.toContain('id-fhir-terminal');
});
