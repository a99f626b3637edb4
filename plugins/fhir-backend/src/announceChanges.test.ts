import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { resourceTypes } from '@fhir-on-aks/kube';
import {
  FHIR_RESOURCE,
  type FhirSignal,
  type InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  sampleChildren,
  sampleEvent,
  sampleFhir,
  samplePod,
} from './__testUtils__/sampleObjects';
import { startFhirBackend } from './__testUtils__/startFhirBackend';

const CARDIO = '/instances/aks/fhir/cardio';
const fhirRef = { namespace: 'fhir', name: 'cardio' };
const podRef = { namespace: 'fhir', name: samplePod() };

interface Broadcast {
  recipients: unknown;
  channel: string;
  message: FhirSignal;
}

describe('a change of a server', () => {
  let cluster: FakeCluster;
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;

  beforeEach(async () => {
    cluster = new FakeCluster();
    const fhir = sampleFhir();
    cluster.seed(fhir, ...sampleChildren(fhir), sampleFhir('neuro'));
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    await backend.until<InstanceDetail>(
      CARDIO,
      detail => detail.children?.[0]?.children[0]?.children.length === 2,
    );
    await everythingTold();
  });
  afterEach(() => backend.stop());

  /** What the start changed has been told when a later change is. */
  async function everythingTold() {
    const told = new Promise<void>(resolve => {
      backend.publish.mockImplementation(async signal => {
        const { message } = signal as Broadcast;
        if (message.changed.includes('aks/fhir/last')) resolve();
      });
    });
    await cluster.create(FHIR_RESOURCE, sampleFhir('last'));
    await told;
    backend.publish.mockReset();
  }

  /** The next signal that pages are sent. */
  function nextSignal(): Promise<Broadcast> {
    return new Promise(resolve => {
      backend.publish.mockImplementationOnce(async signal =>
        resolve(signal as Broadcast),
      );
    });
  }

  it.each<[string, () => Promise<unknown>]>([
    [
      'its spec',
      () => cluster.patch(FHIR_RESOURCE, fhirRef, { spec: { replicas: 3 } }),
    ],
    [
      'its status',
      () =>
        cluster.patch(
          FHIR_RESOURCE,
          fhirRef,
          { status: { readyReplicas: 1 } },
          { subresource: 'status' },
        ),
    ],
    [
      'a pod of it',
      () =>
        cluster.patch(
          resourceTypes.Pod,
          podRef,
          { status: { phase: 'Failed' } },
          { subresource: 'status' },
        ),
    ],
    ['a pod that goes', () => cluster.remove(resourceTypes.Pod, podRef)],
    [
      'an event about a pod of it',
      async () => {
        const pod = await cluster.get(resourceTypes.Pod, podRef);
        if (pod) cluster.seed(sampleEvent(pod, { type: 'Warning' }));
      },
    ],
    ['itself, when it goes', () => cluster.remove(FHIR_RESOURCE, fhirRef)],
  ])(
    'is told to open pages within a second, by its id alone: %s',
    async (_, change) => {
      const signal = nextSignal();
      const since = Date.now();
      await change();
      expect(await signal).toEqual({
        recipients: { type: 'broadcast' },
        channel: 'fhir:instances',
        message: { changed: ['aks/fhir/cardio'] },
      });
      expect(Date.now() - since).toBeLessThan(1_000);
    },
  );

  it('is gathered with those of the same moment into one signal', async () => {
    const signal = nextSignal();
    backend.publish.mockClear();
    const neuroRef = { ...fhirRef, name: 'neuro' };
    await cluster.patch(FHIR_RESOURCE, fhirRef, { spec: { replicas: 3 } });
    await cluster.patch(FHIR_RESOURCE, neuroRef, { spec: { replicas: 3 } });
    await cluster.patch(FHIR_RESOURCE, fhirRef, { spec: { replicas: 4 } });
    const { message } = await signal;
    expect(message.changed.sort()).toEqual([
      'aks/fhir/cardio',
      'aks/fhir/neuro',
    ]);
    expect(backend.publish).toHaveBeenCalledTimes(1);
  });

  it('of somebody else is no signal', async () => {
    const signal = nextSignal();
    cluster.seed(
      sampleEvent(sampleFhir('cardio', { metadata: { uid: 'another' } })),
    );
    await cluster.patch(FHIR_RESOURCE, fhirRef, { spec: { replicas: 3 } });
    expect((await signal).message.changed).toEqual(['aks/fhir/cardio']);
  });

  it('that could not be told is told with the next one', async () => {
    const failed = new Promise<void>(resolve => {
      backend.publish.mockImplementationOnce(async () => {
        resolve();
        throw new Error('no connection');
      });
    });
    await cluster.patch(FHIR_RESOURCE, fhirRef, { spec: { replicas: 3 } });
    await failed;
    const signal = nextSignal();
    const neuroRef = { ...fhirRef, name: 'neuro' };
    await cluster.patch(FHIR_RESOURCE, neuroRef, { spec: { replicas: 3 } });
    expect((await signal).message.changed.sort()).toEqual([
      'aks/fhir/cardio',
      'aks/fhir/neuro',
    ]);
  });

  it('on a stopped backend reaches nobody, and no watch is left', async () => {
    await backend.stop();
    backend.publish.mockClear();
    const before = cluster.calls.length;
    await cluster.patch(FHIR_RESOURCE, fhirRef, { spec: { replicas: 3 } });
    expect(cluster.calls.slice(before).map(({ verb }) => verb)).toEqual([
      'patch',
    ]);
    expect(backend.publish).not.toHaveBeenCalled();
    backend = await startFhirBackend({ clusters: {} });
  });
});
