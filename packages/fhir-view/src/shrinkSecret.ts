import type { KubernetesObject } from '@fhir-on-aks/kube';

/** A Secret reduced to its version: annotations may quote its content (kubectl's last-applied-configuration). */
export function shrinkSecret(secret: KubernetesObject): KubernetesObject {
  const { name, namespace, uid, resourceVersion } = secret.metadata;
  const { apiVersion, kind } = secret;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, uid, resourceVersion },
  };
}
