import { FakeCluster } from '@fhir-on-aks/kube/testing';
import type {
  InstanceDetail,
  InstanceList,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  sampleChildren,
  sampleEvent,
  sampleFhir,
  samplePod,
} from './__testUtils__/sampleObjects';
import { startFhirBackend } from './__testUtils__/startFhirBackend';

const CARDIO = '/instances/aks/fhir/cardio';
const twoPods = (detail: InstanceDetail) =>
  detail.children?.[0]?.children[0]?.children.length === 2;

function sampleCluster() {
  const cluster = new FakeCluster();
  const fhir = sampleFhir();
  cluster.seed(fhir, ...sampleChildren(fhir));
  return cluster;
}

describe('the fhir plugin', () => {
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;
  afterEach(() => backend.stop());

  it('lists the servers of all clusters with their health', async () => {
    const other = new FakeCluster();
    other.seed(sampleFhir('neuro'));
    const clusters = { aks: sampleCluster(), two: other };
    backend = await startFhirBackend({ clusters });
    const { body } = await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 2,
    );
    expect(body).toEqual({
      clusters: [
        {
          name: 'aks',
          title: 'AKS',
          state: 'connected',
          asOf: expect.any(String),
        },
        {
          name: 'two',
          title: 'TWO',
          state: 'connected',
          asOf: expect.any(String),
        },
      ],
      instances: [
        {
          id: 'aks/fhir/cardio',
          cluster: 'aks',
          namespace: 'fhir',
          name: 'cardio',
          title: 'Cardiology',
          owner: 'group:default/cardiology',
          fhirVersion: 'R4',
          softwareVersion: '5.0.30',
          replicas: 2,
          readyReplicas: 2,
          url: 'https://cardio.example.org',
          createdAt: '2026-09-01T10:00:00Z',
          health: expect.objectContaining({ word: 'Ready' }),
        },
        expect.objectContaining({ id: 'two/fhir/neuro' }),
      ],
    });
  });

  it('shows a server whole: children as a tree, events of exactly these objects, facts, what is allowed', async () => {
    const cluster = sampleCluster();
    const [pod] = cluster.objects('Pod');
    const stranger = sampleFhir('stranger');
    cluster.seed(stranger, sampleEvent(stranger));
    if (pod)
      cluster.seed(sampleEvent(pod), sampleEvent(pod, { reason: 'Pulled' }));
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    const { body } = await backend.until<InstanceDetail>(
      CARDIO,
      detail => twoPods(detail) && detail.events.length === 2,
    );
    const [deployment] = body.children;
    expect(deployment).toMatchObject({ kind: 'Deployment', name: 'cardio' });
    expect(deployment.children).toEqual([
      expect.objectContaining({ kind: 'ReplicaSet', name: 'cardio-7c9d' }),
    ]);
    expect(deployment.children[0].children[0]).toMatchObject({
      kind: 'Pod',
      name: samplePod('x1'),
      containers: ['fhir'],
      state: 'ok',
    });
    expect(body.events.map((event: { name: string }) => event.name)).toEqual([
      samplePod('x1'),
      samplePod('x1'),
    ]);
    expect(body).toMatchObject({
      description: 'Heart data',
      clusterState: { state: 'connected' },
      conditions: [expect.objectContaining({ type: 'Ready' })],
      allowed: {
        update: { allowed: true },
        delete: { allowed: true },
        logs: { allowed: true },
      },
    });
    expect(JSON.stringify(body)).not.toContain('very-secret');
    expect(body.spec.settings['Custom:Colour']).toBe('blue');
  });

  it('costs a cluster nothing to look at: no call for any page', async () => {
    const cluster = sampleCluster();
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    await backend.until<InstanceDetail>(CARDIO, twoPods);
    const before = cluster.calls.length;
    for (const path of [
      '/clusters',
      '/instances',
      CARDIO,
      `${CARDIO}/manifest?kind=Deployment&name=cardio`,
      '/names/aks/fhir/cardio',
    ]) {
      expect((await backend.get(path)).status).toBe(200);
    }
    expect(cluster.calls.slice(before)).toEqual([]);
  });
});
