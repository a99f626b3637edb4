// The sessions are the same for the sandbox and for real clusters, so they are no package's own.
/* eslint-disable @backstage/no-relative-monorepo-imports */
import { describeKubectl } from '../../../../tests/cluster/conformance/kubectl/describeKubectl';
import { findKubectl } from '../../../../tests/cluster/conformance/kubectl/findKubectl';
import { Kubectl } from '../../../../tests/cluster/conformance/kubectl/Kubectl';
import type { PodLogs } from './contract';
import { startTestApi, type TestApi } from './__testUtils__/startTestApi';

const kubectl = findKubectl();

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'talker', namespace: 'default' },
  spec: {
    nodeName: 'node',
    containers: [
      { name: 'main', image: 'example.test/main' },
      { name: 'side', image: 'example.test/side' },
    ],
  },
};

/** A log that says what was asked of it. */
const podLogs: PodLogs = async function* log(_pod, query) {
  yield `${query.container}, last ${query.tailLines ?? 'all'}`;
  yield query.previous ? 'of the run before' : 'of this run';
};

describe('the sandbox, as kubectl sees it', () => {
  let test: TestApi;

  beforeAll(async () => {
    test = await startTestApi({ podLogs });
    test.api.store.create(pod);
  });

  afterAll(() => test.close());

  it('can be tested with kubectl 1.36 or newer, when there is one', () => {
    if (!kubectl) {
      process.stdout.write(
        'No kubectl 1.36 or newer was found: the sessions of kubectl are left out.\n',
      );
    }
    expect(test.server).toMatch(/^https:/);
  });

  if (kubectl) {
    const say = async (...args: string[]) => {
      const { out, err } = await new Kubectl(kubectl, test.kubeconfig).run(
        args,
      );
      return (out + err).trimEnd().split('\n');
    };

    it.each([
      [
        ['logs', 'talker', '-c', 'main'],
        ['main, last all', 'of this run'],
      ],
      [
        ['logs', 'talker', '-c', 'side', '--tail=5', '--previous'],
        ['side, last 5', 'of the run before'],
      ],
      [
        ['logs', 'talker', '--all-containers', '-f', '--prefix'],
        [
          '[pod/talker/main] main, last all',
          '[pod/talker/main] of this run',
          '[pod/talker/side] side, last all',
          '[pod/talker/side] of this run',
        ],
      ],
      [
        ['logs', 'talker', '-c', 'none'],
        [
          'error: container none is not valid for pod talker out of: main, side',
        ],
      ],
    ])('kubectl %j', async (args, lines) => {
      expect((await say(...args)).sort()).toEqual([...lines].sort());
    });

    it.each([
      [
        ['exec', 'talker', '-c', 'main', '--', 'ls'],
        /the sandbox runs no containers/,
      ],
      [
        ['port-forward', 'pod/talker', '8080'],
        /pod is not running|does not implement/,
      ],
      [
        ['create', 'token', 'default'],
        /the sandbox does not implement service account tokens/,
      ],
    ])(
      'refuses what it does not do with a clear word: kubectl %j',
      async (args, word) => {
        expect((await say(...args)).join(' ')).toMatch(word);
      },
    );

    describeKubectl({
      kubectl,
      target: () => test,
      kubeconfig: () => test.kubeconfig,
    });
  }
});
