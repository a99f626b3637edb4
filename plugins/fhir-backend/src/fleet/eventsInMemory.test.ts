import { mockServices } from '@backstage/backend-test-utils';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { parseFleetConfig } from '@fhir-on-aks/plugin-fhir-common';
import { sampleEvent, sampleFhir } from '../__testUtils__/sampleObjects';
import { groupEvents } from '../detail/groupEvents';
import { ClusterCache } from './ClusterCache';

it('keeps of an event all that the page shows', async () => {
  const cluster = new FakeCluster();
  const [fhir] = cluster.seed(sampleFhir());
  if (!fhir) throw new Error('nothing was seeded');
  const event = sampleEvent(fhir, {
    series: { count: 3, lastObservedTime: '2026-09-01T10:05:00Z' },
    source: { component: 'kubelet', host: 'node-1' },
    reportingComponent: 'kubelet',
  });
  cluster.seed(event);
  const [aks] = parseFleetConfig({ clusters: [{ name: 'aks' }] }).clusters;
  if (!aks) throw new Error('the fleet has no cluster');
  const cache = new ClusterCache({
    cluster: aks,
    connect: () => cluster,
    logger: mockServices.logger.mock(),
    onChange: () => {},
  });
  cache.start();
  await cache.complete();
  const [instance] = cache.instances();
  if (!instance) throw new Error('the Fhir is not in the cache');
  const { events } = cache.snapshot(instance);
  expect(groupEvents(events)).toEqual(groupEvents([event]));
  await cache.stop();
});
