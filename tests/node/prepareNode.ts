import { installChart, release } from './chart';
import { clientId, namespace } from './fhirs';
import { apply } from './kubectl';
import { workloadIdentityWebhook } from './workloadIdentityWebhook';

/** What a platform team has done before the first server: namespaces that are restricted, the webhook, the chart. */
export async function prepareNode(): Promise<void> {
  await apply(
    restricted(release.namespace),
    restricted(namespace),
    ...workloadIdentityWebhook(namespace, clientId),
  );
  await installChart();
}

/** A namespace that takes no pod that asks for more than Pod Security "restricted" allows. */
export function restricted(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
      },
    },
  };
}
