import type { Plan } from '@fhir-on-aks/provision';
import { stringify } from 'yaml';

/** What a dry run says: what would be done, and the manifests. */
export function planLines({
  instance,
  steps,
  manifests,
  summary,
}: Plan): string[] {
  return [
    `Plan for ${instance}; nothing has been touched:`,
    ...steps.map(({ sentence }, index) => `${index + 1}. ${sentence}`),
    ...summary,
    ...manifests.map(
      manifest => `Manifest:\n${stringify(manifest, { lineWidth: 0 })}`,
    ),
  ];
}
