import { resourceTypes } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  type InstanceDetail,
  type ObjectManifest,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  sampleChildren,
  sampleFhir,
  samplePod,
} from '../__testUtils__/sampleObjects';
import { startFhirBackend } from '../__testUtils__/startFhirBackend';

const CARDIO = '/instances/aks/fhir/cardio';
const hasPods = (detail: InstanceDetail) =>
  detail.children?.[0]?.children[0]?.children.length === 2;

describe('the manifest of an object', () => {
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;
  afterEach(() => backend.stop());

  async function start(
    options: { fhir?: Parameters<typeof sampleFhir>[1]; config?: object } = {},
  ) {
    const cluster = new FakeCluster();
    const fhir = sampleFhir('cardio', options.fhir);
    cluster.seed(fhir, ...sampleChildren(sampleFhir()));
    backend = await startFhirBackend({
      clusters: { aks: cluster },
      config: options.config,
    });
    await backend.until(CARDIO, hasPods);
    return cluster;
  }
  const ask = (kind: string, name = 'cardio') =>
    backend.get(`${CARDIO}/manifest?kind=${kind}&name=${name}`);
  async function manifest(kind: string, name?: string) {
    const { body } = await ask(kind, name);
    const { live, desired }: ObjectManifest = body;
    return { live, desired };
  }
  const replicasOf = (object?: SnapshotObject) => Object(object?.spec).replicas;

  it('has what the operator wants beside what is', async () => {
    const cluster = await start();
    await cluster.patch(
      resourceTypes.Deployment,
      { namespace: 'fhir', name: 'cardio' },
      { spec: { replicas: 7 } },
    );
    await backend.until<ObjectManifest>(
      `${CARDIO}/manifest?kind=Deployment&name=cardio`,
      ({ live }) => replicasOf(live) === 7,
    );
    const { live, desired } = await manifest('Deployment');
    expect([replicasOf(live), replicasOf(desired)]).toEqual([7, 2]);
  });

  it('follows the settings that the operator runs with', async () => {
    await start({ config: { fhirOperator: { ingressClass: 'internal' } } });
    const { live, desired } = await manifest('Ingress');
    const classOf = (object?: SnapshotObject) =>
      Object(object?.spec).ingressClassName;
    expect(classOf(desired)).toBe('internal');
    expect(classOf(live)).toBe('webapprouting.kubernetes.azure.com');
  });

  it.each([
    ['a child of a child', 'Pod', samplePod()],
    ['the Fhir itself', 'Fhir', 'cardio'],
  ])(
    'of %s is what is, nobody wants it but its owner',
    async (_, kind, name) => {
      await start();
      const { live, desired } = await manifest(kind, name);
      expect(live).toMatchObject({ kind, metadata: { name } });
      expect(desired).toBeUndefined();
    },
  );

  it.each([
    ['Fhir', 'cardio', 'very-secret'],
    ['ConfigMap', 'cardio', 'very-secret'],
    ['Pod', samplePod(), 'hunter2'],
  ])('shows nothing secret of a %s', async (kind, name, secret) => {
    await start();
    const text = JSON.stringify(await manifest(kind, name));
    expect(text).not.toContain(secret);
    expect(text).not.toContain('managedFields');
    expect(text).toContain('(not shown)');
  });

  it('has no desired state while the spec is not valid', async () => {
    await start({
      fhir: { spec: { autoscaling: { minReplicas: 1, maxReplicas: 2 } } },
    });
    const { live, desired } = await manifest('Deployment');
    expect(live).toBeDefined();
    expect(desired).toBeUndefined();
  });

  it.each([
    [
      'an object that is not of this server',
      'kind=Secret&name=payroll',
      404,
      "FHIR server aks/fhir/cardio has no Secret named 'payroll'.",
    ],
    [
      'no object',
      '',
      400,
      'kind: is missing; for example Deployment; name: is missing; for example cardio',
    ],
  ])('is refused for %s', async (_, query, status, message) => {
    await start();
    const answer = await backend.get(`${CARDIO}/manifest?${query}`);
    expect([answer.status, answer.body.error.message]).toEqual([
      status,
      message,
    ]);
  });
});
