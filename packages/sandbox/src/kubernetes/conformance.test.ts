// The suite is one for the sandbox and for real clusters, so it is no package's own.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { describeScripts } from '../../../../tests/cluster/conformance/describeScripts';
import { startTestApi, type TestApi } from './testing/startTestApi';

describe('the sandbox answers as a real API server', () => {
  let test: TestApi;

  beforeAll(async () => {
    test = await startTestApi();
  });

  afterAll(() => test.close());

  describeScripts(() => test);
});
