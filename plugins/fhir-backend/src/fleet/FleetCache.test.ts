import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { parseFleetConfig } from '@fhir-on-aks/plugin-fhir-common';
import { sampleChildren, sampleFhir } from '../__testUtils__/sampleObjects';
import { countInstances } from '../countInstances';
import { FleetCache } from './FleetCache';

const SERVERS = 10_000;

async function fleetOf(cluster: FakeCluster) {
  const fleet = new FleetCache({
    fleet: parseFleetConfig({ clusters: [{ name: 'aks' }] }),
    connect: () => cluster,
    logger: mockServices.logger.mock(),
  });
  fleet.start();
  await fleet.cluster('aks').complete();
  return fleet;
}

describe('FleetCache', () => {
  it('of 10,000 servers reads each Fhir when it comes, never for a page, and finds one without looking at all', async () => {
    const cluster = new FakeCluster();
    cluster.seed(
      ...Array.from({ length: SERVERS }, (_, index) =>
        sampleFhir(`server-${index}`),
      ),
    );
    const fleet = await fleetOf(cluster);
    const calls = cluster.calls.length;
    const first = fleet.instances();
    const again = fleet.instances();
    expect(first).toHaveLength(SERVERS);
    expect(again.every((instance, at) => instance === first[at])).toBe(true);
    const target = { cluster: 'aks', namespace: 'fhir', name: 'server-9999' };
    expect(fleet.locate(target).instance).toBe(first[9_999]);
    expect(cluster.calls).toHaveLength(calls);
    await fleet.stop();
  }, 60_000);

  it('gives of one server its own objects, however many others there are', async () => {
    const cluster = new FakeCluster();
    for (const name of ['cardio', 'neuro', 'onco']) {
      const fhir = sampleFhir(name);
      cluster.seed(fhir, ...sampleChildren(fhir));
    }
    const fleet = await fleetOf(cluster);
    const { cache, instance } = fleet.locate({
      cluster: 'aks',
      namespace: 'fhir',
      name: 'neuro',
    });
    const names = cache
      .snapshot(instance)
      .children.map(({ metadata }) => metadata.name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.every(name => name.startsWith('neuro'))).toBe(true);
    await fleet.stop();
  });

  it('is counted for whoever collects metrics: servers by cluster and health, clusters by state', async () => {
    const cluster = new FakeCluster();
    const paused = sampleFhir('paused', { spec: { reconcilePolicy: 'Pause' } });
    cluster.seed(sampleFhir('one'), sampleFhir('two'), paused);
    const fleet = await fleetOf(cluster);
    const metrics = metricsServiceMock.mock();
    const observed: Record<string, unknown[]> = {};
    metrics.createObservableGauge.mockImplementation(name => ({
      addCallback: callback => {
        callback({
          observe: (value, attributes) => {
            observed[name] = [...(observed[name] ?? []), [value, attributes]];
          },
        });
      },
      removeCallback: () => {},
    }));
    countInstances({ fleet, metrics });
    expect(observed).toEqual({
      'fhir.instances': [
        [2, { cluster: 'aks', health: 'Ready' }],
        [1, { cluster: 'aks', health: 'Paused' }],
      ],
      'fhir.cluster.connected': [[1, { cluster: 'aks' }]],
    });
    await fleet.stop();
  });
});
