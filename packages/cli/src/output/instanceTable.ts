import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import type { TextStream } from '../Environment';
import { age } from './age';
import { formatTable, type Column } from './formatTable';
import { paintHealth } from './paint';

const columns: Column[] = [
  { heading: 'SERVER', atLeast: 20 },
  { heading: 'HEALTH' },
  { heading: 'FHIR' },
  { heading: 'REPLICAS' },
  { heading: 'OWNER', atLeast: 10 },
  { heading: 'URL', atLeast: 20 },
  { heading: 'AGE' },
];

/** The servers as a table. */
export function instanceTable(
  stream: TextStream,
  instances: InstanceSummary[],
  now: number,
): string[] {
  const rows = instances.map(one => [
    one.id,
    paintHealth(stream, one.health.word),
    one.fhirVersion,
    `${one.readyReplicas}/${one.replicas}`,
    one.owner ?? '',
    one.url ?? '',
    age(one.createdAt, now),
  ]);
  return formatTable(columns, rows, stream.columns);
}
