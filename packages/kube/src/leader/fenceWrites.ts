import type { ClusterClient } from '../ClusterClient';
import { forwardCalls } from '../forwardCalls';

/** A write was not sent because this process is not, or no longer, the leader. */
export class NotLeaderError extends Error {
  constructor() {
    super('not the leader: the write was not sent');
    this.name = 'NotLeaderError';
  }
}

/** The same cluster, but a write is sent only while `mayWrite` returns true; otherwise it throws `NotLeaderError`. */
export function fenceWrites(
  cluster: ClusterClient,
  mayWrite: () => boolean,
): ClusterClient {
  const check = async () => {
    if (!mayWrite()) throw new NotLeaderError();
  };
  return {
    ...forwardCalls(cluster),
    apply: (...call) => check().then(() => cluster.apply(...call)),
    create: (...call) => check().then(() => cluster.create(...call)),
    replace: (...call) => check().then(() => cluster.replace(...call)),
    patch: (...call) => check().then(() => cluster.patch(...call)),
    remove: (...call) => check().then(() => cluster.remove(...call)),
  };
}
