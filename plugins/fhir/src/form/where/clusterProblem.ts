import type { ClusterChoice } from '@fhir-on-aks/plugin-fhir-common';
import type { Text } from '../../text/translation';
import { isUsable } from '../places';

/** Why a cluster cannot be used, or nothing. */
export function clusterProblem(
  t: Text,
  value: string,
  clusters: ClusterChoice[],
): string | undefined {
  const chosen = clusters.find(({ name }) => name === value);
  if (!chosen) {
    const known = clusters.map(({ name }) => name).join(', ');
    return t('form.clusterUnknown', { value, known });
  }
  return isUsable(chosen)
    ? undefined
    : t('form.clusterDown', {
        cluster: chosen.title,
        reason: chosen.message ?? t('form.loading'),
      });
}

/** Why a namespace cannot be used, or nothing. */
export function namespaceProblem(
  t: Text,
  value: string,
  { title, namespaces }: ClusterChoice,
): string | undefined {
  if (namespaces.includes(value)) return undefined;
  const known = namespaces.join(', ');
  return t('form.namespaceUnknown', { cluster: title, value, known });
}
