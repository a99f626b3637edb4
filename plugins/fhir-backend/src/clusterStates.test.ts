import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  type ClusterState,
  FHIR_API_VERSION,
  FHIR_RESOURCE,
  type InstanceDetail,
  type InstanceList,
} from '@fhir-on-aks/plugin-fhir-common';
import { sampleFhir } from './__testUtils__/sampleObjects';
import { startFhirBackend } from './__testUtils__/startFhirBackend';

const CARDIO = '/instances/aks/fhir/cardio';
const AS_OF = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);

/** The cluster of a list that is called `aks`. */
const aks = ({ clusters }: InstanceList): ClusterState | undefined =>
  clusters.find(({ name }) => name === 'aks');

const refused = new ClusterUnreachableError('connect ECONNREFUSED');

describe('a cluster that does not answer', () => {
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;
  afterEach(() => backend.stop());

  it('is one message, and its servers are shown as they were; afterwards all is as before', async () => {
    const cluster = new FakeCluster();
    cluster.seed(sampleFhir());
    const other = new FakeCluster();
    other.seed(sampleFhir('neuro'));
    backend = await startFhirBackend({
      clusters: { aks: cluster, two: other },
    });
    await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 2,
    );

    cluster.fail({ verb: 'watch', kind: 'Fhir' }, refused, 1);
    cluster.endWatches();
    const { body } = await backend.until<InstanceList>(
      '/instances',
      list => aks(list)?.state === 'unreachable',
    );
    expect(aks(body)).toEqual({
      name: 'aks',
      title: 'AKS',
      state: 'unreachable',
      asOf: AS_OF,
      message:
        'Cluster AKS cannot be reached (connect ECONNREFUSED). What is shown is the last known state.',
    });
    expect(body.clusters[1]).toMatchObject({ name: 'two', state: 'connected' });
    expect(body.instances).toHaveLength(2);
    const page = await backend.get(CARDIO);
    expect(page.body).toMatchObject({
      health: { word: 'Ready' },
      clusterState: { state: 'unreachable', asOf: AS_OF },
      allowed: { update: { allowed: false } },
    });

    await backend.until<InstanceDetail>(
      CARDIO,
      ({ clusterState }) => clusterState.state === 'connected',
    );
  }, 20_000);

  it('from the beginning: the page says so instead of that there is no server', async () => {
    const cluster = new FakeCluster();
    cluster.seed(sampleFhir());
    cluster.fail({ verb: 'watch' }, refused, 1_000);
    cluster.fail({ verb: 'list' }, refused, 1_000);
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    const { body } = await backend.until<InstanceList>(
      '/instances',
      list => aks(list)?.state === 'unreachable',
    );
    expect(aks(body)).not.toHaveProperty('asOf');
    const page = await backend.get(CARDIO);
    expect([page.status, page.body.error.message]).toEqual([
      503,
      expect.stringContaining('Cluster AKS cannot be reached'),
    ]);
  });

  it('because its kubeconfig cannot be used: the others are served', async () => {
    const other = new FakeCluster();
    other.seed(sampleFhir('neuro'));
    backend = await startFhirBackend({
      clusters: {
        aks: new Error('cannot read the kubeconfig /etc/none'),
        two: other,
      },
    });
    const { body } = await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 1,
    );
    expect(aks(body)).toMatchObject({
      state: 'unreachable',
      message:
        'Cluster AKS cannot be connected: cannot read the kubeconfig /etc/none. The platform team checks its kubeconfig under fhir.clusters.',
    });
  });

  it('without the Fhir kind: says the command, and shows servers as soon as it is installed', async () => {
    const cluster = new FakeCluster();
    const missing = new KubernetesApiError('not found (404 NotFound)', {
      code: 404,
      reason: 'NotFound',
    });
    cluster.fail({ verb: 'watch', kind: 'Fhir' }, missing, 1);
    cluster.seed(sampleFhir());
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    const { body } = await backend.until<InstanceList>(
      '/instances',
      list => aks(list)?.state === 'crd-missing',
    );
    expect(aks(body)?.message).toBe(
      'Cluster AKS does not know the kind Fhir. The platform team installs it: kubectl apply --server-side -f deploy/crd/fhirs.yaml',
    );
    const page = await backend.get(CARDIO);
    expect(page.status).toBe(503);
    await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 1,
    );
  }, 20_000);

  it('lets the portal read Fhirs but not pods: the rest is shown, with what is missing', async () => {
    const cluster = new FakeCluster();
    cluster.seed(sampleFhir());
    const forbidden = new KubernetesApiError('pods is forbidden (403)', {
      code: 403,
      reason: 'Forbidden',
    });
    cluster.fail({ verb: 'watch', kind: 'Pod' }, forbidden, 1_000);
    cluster.fail({ verb: 'list', kind: 'Pod' }, forbidden, 1_000);
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    const { body } = await backend.until<InstanceDetail>(
      CARDIO,
      detail => detail.clusterState?.message !== undefined,
    );
    expect(body.clusterState).toMatchObject({
      state: 'connected',
      message:
        'The portal may not read Pod in cluster AKS, so these parts are missing. The platform team grants its account list and watch on them.',
    });
  });

  it('has no kind that only some clusters serve: nothing is said', async () => {
    const cluster = new FakeCluster().withoutApi(
      'gateway.networking.k8s.io/v1',
    );
    cluster.seed(sampleFhir());
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    const { body } = await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 1,
    );
    expect(aks(body)).not.toHaveProperty('message');
  });
});

describe('a server that is not there', () => {
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;
  afterEach(() => backend.stop());

  it('is gone, which is another answer than a cluster that nobody knows', async () => {
    const cluster = new FakeCluster();
    cluster.seed(sampleFhir());
    backend = await startFhirBackend({ clusters: { aks: cluster } });
    await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 1,
    );
    await cluster.remove(FHIR_RESOURCE, { namespace: 'fhir', name: 'cardio' });
    await backend.until<{ error?: unknown }>(CARDIO, ({ error }) =>
      Boolean(error),
    );
    const gone = await backend.get(CARDIO);
    expect([gone.status, gone.body.error]).toEqual([
      404,
      expect.objectContaining({
        name: 'FhirGoneError',
        message: expect.stringContaining('aks/fhir/cardio is gone'),
      }),
    ]);
    const unknown = await backend.get('/instances/nowhere/fhir/cardio');
    expect([unknown.status, unknown.body.error]).toEqual([
      404,
      expect.objectContaining({
        name: 'ClusterUnknownError',
        message:
          "This portal knows no cluster 'nowhere'. It knows: aks. The platform team adds clusters under fhir.clusters in app-config.",
      }),
    ]);
    expect(gone.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('is refused to a cluster that does not serve the API', async () => {
    const bare = new FakeCluster().withoutApi(FHIR_API_VERSION);
    backend = await startFhirBackend({ clusters: { aks: bare } });
    const { body } = await backend.until<InstanceList>(
      '/instances',
      list => aks(list)?.state === 'crd-missing',
    );
    expect(body.instances).toEqual([]);
  });
});
