import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { once } from 'node:events';
import { sampleInSandbox } from '../__testUtils__/sampleInSandbox';
import {
  sampleChildren,
  sampleFhir,
  samplePod,
} from '../__testUtils__/sampleObjects';
import { startFhirBackend } from '../__testUtils__/startFhirBackend';
import { startSandboxCluster } from '../__testUtils__/startSandboxCluster';

const CARDIO = '/instances/aks/fhir/cardio';
const POD = samplePod();
const logs = (query: string) => `${CARDIO}/logs?pod=${POD}${query}`;
const hasPods = (detail: InstanceDetail) =>
  detail.children?.[0]?.children[0]?.children.length === 2;

type Backend = Awaited<ReturnType<typeof startFhirBackend>>;

describe('the log of a pod, from the API of the sandbox', () => {
  let sandbox: Awaited<ReturnType<typeof startSandboxCluster>>;
  let backend: Backend;
  /** Resolves when the cluster saw that nobody reads any more. */
  let unread: Promise<unknown>;

  beforeEach(async () => {
    sandbox = await startSandboxCluster({
      podLogs: async function* podLogs(_pod, query) {
        const written = query.previous ? ['crashed'] : ['one', 'two', 'three'];
        yield* written.slice(-(query.tailLines ?? 0));
        if (!query.follow) return;
        unread = once(query.signal, 'abort');
        yield 'live';
        await unread;
      },
    });
    sampleInSandbox(sandbox.store);
    backend = await startFhirBackend({ clusters: { aks: sandbox.client } });
    await backend.until(CARDIO, hasPods);
  });
  afterEach(async () => {
    await backend.stop();
    await sandbox.stop();
  });

  it.each([
    ['the last lines', '&tailLines=2', 'two\nthree\n'],
    ['a container by its name', '&container=fhir&tailLines=1', 'three\n'],
    ['the run before the last restart', '&previous=true', 'crashed\n'],
  ])('gives %s', async (_, query, text) => {
    const answer = await backend.get(logs(query));
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  it('follows it, and lets go of the cluster when the reader leaves', async () => {
    const reader = new AbortController();
    const answer = await fetch(
      `${backend.url}${logs('&follow=true&tailLines=1')}`,
      { signal: reader.signal },
    );
    const body = answer.body?.getReader();
    let text = '';
    let ended = false;
    while (!ended && !text.includes('live')) {
      const { value, done = true } = (await body?.read()) ?? {};
      ended = done;
      text += Buffer.from(value ?? []).toString();
    }
    expect(text).toBe('three\nlive\n');
    reader.abort();
    await unread;
  });
});

describe('the log of a pod', () => {
  let backend: Backend;
  afterEach(() => backend.stop());

  async function start(cluster = new FakeCluster()) {
    const fhir = sampleFhir();
    cluster.seed(fhir, ...sampleChildren(fhir));
    cluster.podLogs.set(`fhir/${POD}`, ['one', 'two']);
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    await backend.until(CARDIO, hasPods);
  }

  it('is an audit event, whether it was read or not', async () => {
    const cluster = new FakeCluster();
    await start(cluster);
    await backend.get(logs(''));
    expect(backend.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'fhir-logs-read',
        severityLevel: 'medium',
        meta: {
          instance: 'aks/fhir/cardio',
          pod: POD,
          previous: false,
          follow: false,
        },
      }),
    );
    expect(backend.auditEvent.success).toHaveBeenCalledTimes(1);
    cluster.fail({ verb: 'logs' }, new Error('broken'));
    await backend.get(logs(''));
    expect(backend.auditEvent.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ message: 'broken' }),
    });
  });

  it.each([
    [
      'a pod of somebody else',
      `${CARDIO}/logs?pod=payroll-0`,
      404,
      `FHIR server aks/fhir/cardio has no pod 'payroll-0'. It has: ${samplePod('x1')}, ${samplePod('x2')}.`,
    ],
    [
      'a container that the pod does not have',
      logs('&container=sidecar'),
      400,
      `container: pod ${POD} has no container 'sidecar'; choose one of fhir`,
    ],
    [
      'a query that is none',
      logs('&tailLines=9999'),
      400,
      'tailLines: must be at most 5000',
    ],
  ])('is refused for %s', async (_, path, status, message) => {
    await start();
    const answer = await backend.get(path);
    expect([answer.status, answer.body.error.message]).toEqual([
      status,
      message,
    ]);
  });

  const refused = (code: number, message: string) =>
    new KubernetesApiError(`${message} (${code})`, {
      code,
      status: { code, message },
    });
  it.each([
    [
      'the container has not started',
      '',
      refused(400, 'container "fhir" is waiting to start'),
      404,
      `Pod ${POD} has no log yet: container "fhir" is waiting to start`,
    ],
    [
      'there was no run before',
      '&previous=true',
      refused(400, 'previous terminated container not found'),
      404,
      `Pod ${POD} has no previous log: its container did not restart.`,
    ],
    [
      'the portal has no right to read it',
      '',
      refused(403, 'forbidden'),
      503,
      'The portal may not read logs in cluster aks. The platform team grants its account get on pods/log.',
    ],
    [
      'the pod has just gone',
      '',
      refused(404, 'not found'),
      404,
      `Pod ${POD} is gone. Choose another pod.`,
    ],
    [
      'the cluster cannot be reached',
      '',
      new ClusterUnreachableError('refused'),
      503,
      'Logs come from the cluster itself, and aks cannot be reached now. Try again later.',
    ],
  ])('when %s: says so', async (_, query, error, status, message) => {
    const cluster = new FakeCluster();
    await start(cluster);
    cluster.fail({ verb: 'logs' }, error);
    const answer = await backend.get(logs(query));
    expect([answer.status, answer.body.error.message]).toEqual([
      status,
      expect.stringContaining(message),
    ]);
  });
});
