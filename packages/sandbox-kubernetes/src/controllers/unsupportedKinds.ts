import type { ControllerContext } from './controller';
import type { StoredMeta } from './stored';

const kinds = ['DaemonSet', 'StatefulSet', 'CronJob'];

/** Tells on objects that nothing in the sandbox acts on that it is so. */
export function startUnsupportedKinds({
  store,
  events,
}: ControllerContext): () => void {
  const ends = kinds.map(kind =>
    store.watch<{ metadata: StoredMeta; kind: string; apiVersion: string }>(
      kind,
      ({ type, object }) => {
        if (type !== 'ADDED') return;
        events.warning(object, {
          component: 'sandbox',
          reason: 'NotSupported',
          message: `The sandbox runs no ${kind}s: use a Deployment or a Job, or a real cluster.`,
        });
      },
    ),
  );
  return () => ends.forEach(end => end());
}
