import type {
  ClusterClient,
  KubernetesObject,
  ListOptions,
  ObjectList,
  ResourceType,
} from '../ClusterClient';

/** A list page by page, so that only one of them is in memory at a time. Each has `limit` objects at most. */
export async function* listPages<T extends KubernetesObject>(
  cluster: Pick<ClusterClient, 'list'>,
  type: ResourceType,
  options: ListOptions & { limit: number },
): AsyncGenerator<ObjectList<T>> {
  let page = await cluster.list<T>(type, options);
  yield page;
  // The page after tells of the same moment: the API server takes no resourceVersion with it.
  const { resourceVersion, resourceVersionMatch, ...rest } = options;
  while (page.metadata.continue) {
    const { continue: next } = page.metadata;
    page = await cluster.list<T>(type, { ...rest, continue: next });
    yield page;
  }
}
