import type {
  ListOptions,
  ObjectRef,
  ResourceType,
  Selection,
  WatchOptions,
} from '../ClusterClient';

/** Path of a collection: all namespaces when `namespace` is left out. */
export function collectionPath(type: ResourceType, namespace?: string): string {
  const root = type.group
    ? `/apis/${type.group}/${type.version}`
    : `/api/${type.version}`;
  return type.namespaced && namespace
    ? `${root}/namespaces/${encodeURIComponent(namespace)}/${type.plural}`
    : `${root}/${type.plural}`;
}

/** Path of one object or of its subresource; throws when a namespaced kind comes without a namespace. */
export function objectPath(
  type: ResourceType,
  ref: ObjectRef,
  subresource?: string,
): string {
  if (type.namespaced && !ref.namespace) {
    throw new Error(
      `${type.kind} ${ref.name} has no namespace: give metadata.namespace`,
    );
  }
  if (!ref.name) throw new Error(`${type.kind} has no name`);
  const path = `${collectionPath(type, ref.namespace)}/${encodeURIComponent(ref.name)}`;
  return subresource ? `${path}/${subresource}` : path;
}

/** Query string with the question mark; parameters that are undefined are left out. */
export function query(
  parameters: Record<string, string | number | boolean | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

function selectors({ labelSelector, fieldSelector }: Selection) {
  return { labelSelector, fieldSelector };
}

/** Query of a list request. */
export function listQuery(options: ListOptions): string {
  return query({
    ...selectors(options),
    limit: options.limit,
    continue: options.continue,
    resourceVersion: options.resourceVersion,
    resourceVersionMatch: options.resourceVersionMatch,
  });
}

/** Query of a watch request. A watch-list (`sendInitialEvents`) must say how fresh it wants to be. */
export function watchQuery(options: WatchOptions): string {
  return query({
    watch: true,
    ...selectors(options),
    resourceVersion: options.resourceVersion,
    timeoutSeconds: options.timeoutSeconds,
    allowWatchBookmarks: options.allowWatchBookmarks,
    sendInitialEvents: options.sendInitialEvents,
    resourceVersionMatch: options.sendInitialEvents
      ? 'NotOlderThan'
      : undefined,
  });
}
