import { reflect, resourceTypes } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { selectObjects } from './selectObjects';

const configMap = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'fhir' },
});

it('leaves objects out of lists and watches, and resumes a watch behind them', async () => {
  const cluster = new FakeCluster();
  cluster.seed(configMap('keep-1'), configMap('drop-1'));
  const selected = selectObjects(cluster, ({ metadata }) =>
    metadata.name.startsWith('keep'),
  );
  const { items } = await selected.list(resourceTypes.ConfigMap);
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['keep-1']);

  const reflector = reflect({
    cluster: selected,
    type: resourceTypes.ConfigMap,
  });
  await reflector.synced;
  await cluster.create(resourceTypes.ConfigMap, configMap('drop-2'));
  cluster.endWatches();
  const changed = new Promise(resolve => reflector.onChange(resolve));
  await cluster.create(resourceTypes.ConfigMap, configMap('keep-2'));
  await changed;
  expect(reflector.list().map(({ metadata }) => metadata.name)).toEqual([
    'keep-1',
    'keep-2',
  ]);
  expect(reflector.stats.lists).toBe(1);
  await reflector.stop();
});
