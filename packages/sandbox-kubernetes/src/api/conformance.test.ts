// The suite is one for the sandbox and for real clusters, so it is no package's own.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { describeConformance } from '../../../../tests/cluster/conformance/describeConformance';
import type { PodLogs } from './contract';
import { startTestApi, type TestApi } from './__testUtils__/startTestApi';

const watchHistory = 200;

const podLogs: PodLogs = async function* silence() {};

describe('the sandbox answers as a real API server', () => {
  let test: TestApi;

  beforeAll(async () => {
    test = await startTestApi({ watchHistory, podLogs });
  });

  afterAll(() => test.close());

  describeConformance(() => test, {
    forget: () => {
      for (let change = 0; change <= watchHistory; change += 1) {
        test.api.store.apply(
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'busy', namespace: 'default' },
            data: { change: String(change) },
          },
          { fieldManager: 'test' },
        );
      }
    },
  });
});
