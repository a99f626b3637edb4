import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ApiClient } from '../ApiClient';
import type { Target } from '../Target';
import { makeNamespace } from '../testNamespace';
import { Kubectl } from './Kubectl';
import { runSession } from './runSession';
import { session } from './session';
import type { RecordedOutcome } from './Step';

const recording = path.resolve(__dirname, '../recorded/kubectl.json');
const namespace = 'conformance-kubectl';

export interface KubectlOptions {
  kubectl: string;
  target: () => Target;
  kubeconfig: () => string;
  /** Write the recording anew, from what this target answers. */
  record?: boolean;
}

/** Runs the session of kubectl on a target and compares all that it prints with what it prints on a real cluster. */
export function describeKubectl({
  kubectl,
  target,
  kubeconfig,
  record = false,
}: KubectlOptions): void {
  describe('kubectl', () => {
    let client: ApiClient;
    let outcomes: RecordedOutcome[];
    const recorded: RecordedOutcome[] = existsSync(recording)
      ? JSON.parse(readFileSync(recording, 'utf8'))
      : [];

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, namespace);
      outcomes = await runSession(
        new Kubectl(kubectl, kubeconfig()),
        session,
        namespace,
      );
      if (record) {
        const texts = outcomes.map(outcome => JSON.stringify(outcome));
        writeFileSync(recording, `[\n${texts.join(',\n')}\n]\n`);
      }
    }, 180_000);

    afterAll(async () => {
      await client.send('DELETE', `/api/v1/namespaces/${namespace}`);
      client.close();
    });

    it.each(session.map(({ title }, index) => [title, index] as const))(
      '%s',
      (_title, index) => {
        expect(outcomes[index]).toEqual(
          record ? outcomes[index] : recorded[index],
        );
      },
    );

    it('get -w follows changes until it is stopped', async () => {
      const { lines, stop } = new Kubectl(kubectl, kubeconfig()).follow([
        ...[
          '-n',
          namespace,
          'get',
          'configmap',
          'settings',
          '-w',
          '--no-headers',
        ],
      ]);
      expect((await lines.next()).value).toMatch(/^settings +2 /);
      await client.expect(
        'PATCH',
        `/api/v1/namespaces/${namespace}/configmaps/settings`,
        {
          body: { data: { c: '3' } },
          type: 'application/merge-patch+json',
        },
      );
      expect((await lines.next()).value).toMatch(/^settings +3 /);
      stop();
    });
  });
}
