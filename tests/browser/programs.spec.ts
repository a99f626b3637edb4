import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { identitiesInAzure, leftInCluster } from './sandbox';

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
