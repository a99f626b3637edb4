import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { StoredJob } from './stored';
import { container } from './testing/objects';
import { TestCluster } from './testing/TestCluster';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

function job(change: Partial<JobSpec> = {}) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'schema', namespace: 'fhir' },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            container({ image: 'fhir.azurecr.io/fhir-schema-manager:5.0.30' }),
          ],
        },
      },
      ...change,
    },
  };
}

function status() {
  return cluster.object<StoredJob>('Job', 'schema').status;
}

function conditions() {
  return (status()?.conditions ?? []).map(
    ({ type, reason }) => `${type} ${reason}`,
  );
}

async function exit(code: number) {
  const [process] = cluster.runtime.running();
  process.stop();
  process.exit(code);
  await cluster.settle();
}

it('runs a pod and is complete when it has succeeded', async () => {
  await cluster.apply(job());
  await cluster.pass(1);
  expect(status()).toMatchObject({ active: 1 });
  expect(cluster.pod().metadata.name).toMatch(/^schema-[a-z0-9]{5}$/);
  await exit(0);
  expect(status()).toMatchObject({
    succeeded: 1,
    completionTime: expect.any(String),
  });
  expect(status()?.active).toBeUndefined();
  expect(conditions()).toContain('Complete CompletionsReached');
  expect(
    cluster.events('schema').map(line => line.split(' ').slice(0, 2).join(' ')),
  ).toEqual(['Normal SuccessfulCreate', 'Normal Completed']);
});

it('tries again after 10 and 20 seconds, and fails at its limit', async () => {
  await cluster.apply(job({ backoffLimit: 2 }));
  await cluster.pass(1);
  await exit(1);
  await cluster.pass(8);
  expect(cluster.pods()).toHaveLength(1);
  await cluster.pass(4);
  expect(cluster.pods()).toHaveLength(2);
  await exit(1);
  await cluster.pass(22);
  expect(cluster.pods()).toHaveLength(3);
  await exit(1);
  expect(conditions()).toContain('Failed BackoffLimitExceeded');
  expect(status()).toMatchObject({ failed: 3 });
  expect(cluster.events('schema').at(-1)).toBe(
    'Warning BackoffLimitExceeded Job has reached the specified backoff limit',
  );
});

it('fails when it has been active for too long, and takes its pod away', async () => {
  await cluster.apply(job({ activeDeadlineSeconds: 30 }));
  await cluster.pass(34);
  expect(conditions()).toContain('Failed DeadlineExceeded');
  await cluster.pass(2);
  expect(cluster.pods()).toEqual([]);
});

it('makes no pod while it is suspended', async () => {
  await cluster.apply(job({ suspend: true }));
  await cluster.pass(2);
  expect(cluster.pods()).toEqual([]);
  await cluster.apply(job({ suspend: false }));
  await cluster.pass(2);
  expect(cluster.pods()).toHaveLength(1);
});

it('runs as many at a time as it may', async () => {
  await cluster.apply(job({ completions: 3, parallelism: 2 }));
  await cluster.pass(1);
  expect(cluster.runtime.running()).toHaveLength(2);
  await exit(0);
  await exit(0);
  await cluster.pass(1);
  expect(cluster.runtime.running()).toHaveLength(1);
  await exit(0);
  expect(conditions()).toContain('Complete CompletionsReached');
});
