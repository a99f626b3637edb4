import { resourceTypes, type KubernetesObject } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  FHIR_API_VERSION,
  FHIR_RESOURCE,
  LABELS,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  ClusterView,
  type ClusterViewOptions,
  type FhirChange,
} from './ClusterView';
import type { KindWatch } from './KindWatch';

function fhir(name: string, namespace = 'fhir'): KubernetesObject {
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: { name, namespace, uid: `uid-${name}` },
    spec: { exposure: { type: 'HTTPRoute', host: `${name}.example.org` } },
  };
}

function pod(name: string, owner: string, label = owner): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'fhir',
      uid: `uid-${name}`,
      labels: { [LABELS.instanceUid]: `uid-${label}` },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'X', name: owner, uid: `uid-${owner}` },
      ],
    },
    spec: { nodeName: 'node-1' },
  };
}

function event(
  name: string,
  involvedObject: { kind: string; namespace: string; name: string },
  minute = '00',
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: involvedObject.namespace, uid: name },
    involvedObject: { ...involvedObject, uid: `uid-${involvedObject.name}` },
    lastTimestamp: `2026-09-01T10:${minute}:00Z`,
  };
}

const aboutPod = { kind: 'Pod', namespace: 'fhir', name: 'pod' };
const aboutFhir = { kind: 'Fhir', namespace: 'fhir', name: 'cardio' };

describe('ClusterView', () => {
  let cluster: FakeCluster;
  let view: ClusterView;
  let watches: Map<string, KindWatch>;
  let changes: FhirChange[];

  async function start(options: Partial<ClusterViewOptions> = {}) {
    watches = new Map();
    changes = [];
    view = new ClusterView({
      cluster,
      namespaces: [],
      onChange: change => changes.push(change),
      onWatch: (kind, watch) => watches.set(kind, watch),
      onError: () => {},
      ...options,
    });
    await view.synced();
    await watches.get('Event')?.settled();
    changes.length = 0;
  }

  /** Waits for the next change that is not from the first list. */
  async function nextChange(): Promise<FhirChange> {
    while (changes.length === 0) await new Promise(setImmediate);
    const [first] = changes;
    if (!first) throw new Error('no change');
    return first;
  }

  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.seed(fhir('cardio'), pod('pod', 'cardio'));
  });
  afterEach(() => view.stop());

  const keptEvents = () =>
    watches
      .get('Event')
      ?.list()
      .map(({ metadata }) => metadata.name);

  it('keeps no events of other namespaces and about other kinds, neither from the list nor from the watch', async () => {
    const others = [
      event('other-namespace', { ...aboutPod, namespace: 'shop' }),
      event('other-kind', { ...aboutPod, kind: 'CronJob' }),
      event('node', { kind: 'Node', namespace: '', name: 'node-1' }),
    ];
    cluster.seed(event('listed', aboutPod), ...others);
    await start();
    expect(keptEvents()).toEqual(['listed']);

    for (const { metadata, ...rest } of others) {
      const later = { ...metadata, name: `${metadata.name}-later` };
      await cluster.create(resourceTypes.Event, { ...rest, metadata: later });
    }
    await cluster.create(resourceTypes.Event, event('watched', aboutPod));
    expect(await nextChange()).toMatchObject({ key: 'fhir/cardio' });
    expect(keptEvents()).toEqual(['listed', 'watched']);
  });

  it('keeps events of a namespace as soon as it has a Fhir', async () => {
    await start();
    await cluster.create(FHIR_RESOURCE, fhir('shop', 'shop'));
    await nextChange();
    const about = { kind: 'Fhir', namespace: 'shop', name: 'shop' };
    changes.length = 0;
    await cluster.create(resourceTypes.Event, event('first', about));
    expect(await nextChange()).toMatchObject({
      key: 'shop/shop',
      cause: 'event',
    });
    expect(keptEvents()).toEqual(['first']);
  });

  it('gives the snapshot of a Fhir: what it owns, and the events about exactly these objects, newest last', async () => {
    cluster.seed(
      pod('stranger', 'somebody', 'cardio'),
      event('second', aboutPod, '02'),
      event('first', aboutFhir, '01'),
      event('other', { ...aboutPod, name: 'stranger' }),
    );
    await start();
    const snapshot = view.snapshot(fhir('cardio'));
    const names = (objects: Array<{ metadata: { name: string } }>) =>
      objects.map(({ metadata }) => metadata.name);
    expect(names(snapshot.children)).toEqual(['pod']);
    expect(names(snapshot.events ?? [])).toEqual(['first', 'second']);
  });

  it.each<[string, () => Promise<unknown>, FhirChange['cause']]>([
    [
      'itself',
      () =>
        cluster.patch(FHIR_RESOURCE, aboutFhir, { metadata: { labels: {} } }),
      'fhir',
    ],
    ['a child', () => cluster.remove(resourceTypes.Pod, aboutPod), 'child'],
    [
      'an event about a child',
      () => cluster.create(resourceTypes.Event, event('e', aboutPod)),
      'child',
    ],
    [
      'an event about itself',
      () => cluster.create(resourceTypes.Event, event('e', aboutFhir)),
      'event',
    ],
  ])('reports a change of a Fhir by %s', async (_, change, cause) => {
    await start();
    await change();
    expect(await nextChange()).toMatchObject({ key: 'fhir/cardio', cause });
  });

  it('reads no Secrets unless asked to', async () => {
    await start();
    expect(cluster.calls.some(({ kind }) => kind === 'Secret')).toBe(false);
    await view.stop();
    await start({ secrets: true });
    expect(watches.get('Secret')?.isSynced).toBe(true);
  });

  it('keeps of a kind what its transform leaves', async () => {
    await start({ transforms: { Pod: ({ spec, ...kept }) => kept } });
    expect(view.object({ kind: 'Pod' }, aboutPod)).not.toHaveProperty('spec');
  });
});
