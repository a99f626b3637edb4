import {
  apiVersionOf,
  forwardCalls,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';

/**
 * The same cluster, of which only some objects are seen: for conditions that no selector of Kubernetes can express. What
 * is left out of a watch becomes a bookmark, so that the watch resumes behind it.
 */
export function selectObjects(
  cluster: ClusterClient,
  isSelected: (object: KubernetesObject) => boolean,
): ClusterClient {
  return {
    ...forwardCalls(cluster),
    async list<T extends KubernetesObject>(
      ...call: Parameters<ClusterClient['list']>
    ) {
      const list = await cluster.list<T>(...call);
      return { ...list, items: list.items.filter(isSelected) };
    },
    async *watch<T extends KubernetesObject>(
      ...call: Parameters<ClusterClient['watch']>
    ) {
      const [type] = call;
      for await (const event of cluster.watch<T>(...call)) {
        const isChange = event.type === 'ADDED' || event.type === 'MODIFIED';
        if (!isChange || isSelected(event.object)) yield event;
        else {
          const { resourceVersion } = event.object.metadata;
          yield {
            type: 'BOOKMARK' as const,
            object: {
              apiVersion: apiVersionOf(type),
              kind: type.kind,
              metadata: { name: '', resourceVersion },
            },
          };
        }
      }
    },
  };
}
