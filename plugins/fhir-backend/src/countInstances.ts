import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { FleetCache } from './fleet/FleetCache';

/** Shows how the fleet is to whoever collects metrics: servers by cluster and health, clusters by their state. */
export function countInstances(options: {
  fleet: FleetCache;
  metrics: MetricsService;
}): void {
  const { fleet, metrics } = options;
  metrics
    .createObservableGauge<{ cluster: string; health: string }>(
      'fhir.instances',
      { description: 'FHIR servers by cluster and health.', unit: '{server}' },
    )
    .addCallback(result => {
      for (const [key, count] of countBy(fleet)) {
        const [cluster = '', health = ''] = key.split('/');
        result.observe(count, { cluster, health });
      }
    });
  metrics
    .createObservableGauge<{ cluster: string }>('fhir.cluster.connected', {
      description: '1 while the portal is in step with a cluster, else 0.',
    })
    .addCallback(result => {
      for (const { name, state } of fleet.clusterStates()) {
        result.observe(state === 'connected' ? 1 : 0, { cluster: name });
      }
    });
}

function countBy(fleet: FleetCache): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { cluster, summary } of fleet.instances()) {
    const key = `${cluster}/${summary.health.word}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
