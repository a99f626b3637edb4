import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  health,
  instanceId,
  parseFhirStatus,
  validateFhirSpec,
  type InstanceSummary,
} from '@fhir-on-aks/plugin-fhir-common';

/** One row of the fleet, as the portal has it too. A Fhir whose spec is not valid any more is shown all the same. */
export function instanceSummary(
  cluster: string,
  { metadata, ...fhir }: KubernetesObject,
): InstanceSummary {
  const { name, namespace = 'default', generation = 1 } = metadata;
  const { creationTimestamp: createdAt = '', annotations = {} } = metadata;
  const status = parseFhirStatus(fhir.status);
  const checked = validateFhirSpec(fhir.spec);
  const spec = 'spec' in checked ? checked.spec : Object(fhir.spec);
  const softwareVersion = status?.server?.softwareVersion;
  return {
    id: instanceId({ cluster, namespace, name }),
    cluster,
    namespace,
    name,
    title: annotations[ANNOTATIONS.title],
    owner: annotations[ANNOTATIONS.owner],
    fhirVersion: spec.fhirVersion,
    softwareVersion,
    replicas: spec.replicas ?? status?.replicas ?? 1,
    readyReplicas: status?.readyReplicas ?? 0,
    url: status?.url,
    createdAt,
    health: health({
      metadata: {
        generation,
        creationTimestamp: createdAt,
        deletionTimestamp: metadata.deletionTimestamp,
      },
      spec,
      status,
    }),
  };
}
