import type { KubernetesObject } from '@fhir-on-aks/kube';

/** A Pod reduced to what the operator reads: there are many, and their specs are long. */
export function shrinkPod(pod: KubernetesObject): KubernetesObject {
  const { readinessGates, nodeName } = Object(pod.spec);
  return { ...pod, spec: { readinessGates, nodeName } };
}
