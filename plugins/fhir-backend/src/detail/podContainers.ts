import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';
import { z } from 'zod';

const Containers = z.array(z.object({ name: z.string() })).catch([]);
const PodSpec = z.object({
  containers: Containers,
  initContainers: Containers,
});

/** Names of the containers of a pod whose logs can be read: those that stay first, then those of the start. */
export function podContainers({ spec }: SnapshotObject): string[] {
  const parsed = PodSpec.safeParse(spec);
  if (!parsed.success) return [];
  const { containers, initContainers } = parsed.data;
  return [...containers, ...initContainers].map(({ name }) => name);
}
