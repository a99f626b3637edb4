import type { FleetCluster, FleetConfig } from './fleetConfig';
import { InvalidFhirError } from './InvalidInputError';

/** A cluster of the fleet by its name. Throws `InvalidFhirError`, which names the clusters that there are. */
export function requireCluster(fleet: FleetConfig, name: string): FleetCluster {
  const found = fleet.clusters.find(cluster => cluster.name === name);
  if (found) return found;
  const known = fleet.clusters.map(cluster => cluster.name).join(', ');
  throw new InvalidFhirError('The request', [
    {
      field: 'cluster',
      value: JSON.stringify(name),
      message: 'is not a cluster of the configuration',
      remedy: known
        ? `use one of ${known}`
        : 'add it to fhir.clusters of the configuration',
    },
  ]);
}
