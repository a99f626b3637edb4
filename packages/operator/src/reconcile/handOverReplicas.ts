import {
  resourceTypes,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import { FIELD_MANAGERS } from '@fhir-on-aks/plugin-fhir-common';
import type { ClusterView } from '@fhir-on-aks/fhir-view';

/**
 * Before an autoscaler takes over, another field manager takes the number of replicas: when the operator gives the
 * field up and nobody else holds it, the API server would set it to 1 and stop all other pods.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
 */
export async function handOverReplicas(
  intent: KubernetesObject,
  live: KubernetesObject | undefined,
  {
    cluster,
    view,
  }: { cluster: ClusterClient; view: Pick<ClusterView, 'object'> },
): Promise<void> {
  if (intent.kind !== 'Deployment' || !live) return;
  const { Deployment, HorizontalPodAutoscaler } = resourceTypes;
  const { replicas } = Object(live.spec);
  const given = Object(intent.spec).replicas !== undefined;
  const autoscaled = view.object(HorizontalPodAutoscaler, intent.metadata);
  if (given || autoscaled || typeof replicas !== 'number') return;
  const { namespace, name } = intent.metadata;
  await cluster.apply(
    Deployment,
    {
      apiVersion: intent.apiVersion,
      kind: intent.kind,
      metadata: { namespace, name },
      spec: { replicas },
    },
    { fieldManager: FIELD_MANAGERS.scale, force: true },
  );
}
