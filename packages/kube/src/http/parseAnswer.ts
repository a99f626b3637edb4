import type {
  KubernetesObject,
  ObjectList,
  ResourceType,
  WatchEvent,
} from '../ClusterClient';
import { ClusterUnreachableError } from '../errors';
import { apiVersionOf } from '../resourceTypes';

/** List items come without apiVersion and kind; put them back so that an object says what it is. */
export function parseList<T extends KubernetesObject>(
  type: ResourceType,
  answer: unknown,
): ObjectList<T> {
  const { metadata = {}, items } = answer as Partial<ObjectList<T>>;
  const apiVersion = apiVersionOf(type);
  return {
    metadata,
    items: (items ?? []).map(item => ({
      ...item,
      apiVersion: item.apiVersion ?? apiVersion,
      kind: item.kind ?? type.kind,
    })),
  };
}

/** A line of a watch; throws `ClusterUnreachableError` when it is not JSON. */
export function parseEvent<T extends KubernetesObject>(
  action: string,
  line: string,
): WatchEvent<T> {
  try {
    return JSON.parse(line) as WatchEvent<T>;
  } catch (cause) {
    throw new ClusterUnreachableError(
      `${action}: the server sent a line that is not JSON`,
      { cause },
    );
  }
}

/** The chunks of a stream; a break of the connection becomes `ClusterUnreachableError`, an abort stays one. */
export async function* orUnreachable(
  action: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ClusterUnreachableError(`${action}: the connection broke`, {
      cause,
    });
  }
}
