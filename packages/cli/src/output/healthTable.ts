import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import type { TextStream } from '../Environment';
import { age } from './age';
import { formatTable, type Column } from './formatTable';
import { paintHealth } from './paint';

const columns: Column[] = [
  { heading: 'SERVER', atLeast: 20 },
  { heading: 'HEALTH' },
  { heading: 'SINCE' },
  { heading: 'WHY', atLeast: 30 },
];

/** How the servers are, and why. */
export function healthTable(
  stream: TextStream,
  instances: InstanceSummary[],
  now: number,
): string[] {
  const rows = instances.map(({ id, health, createdAt }) => [
    id,
    paintHealth(stream, health.word),
    age(health.since ?? createdAt, now),
    health.sentence,
  ]);
  return formatTable(columns, rows, stream.columns);
}
