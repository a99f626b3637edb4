import { setTimeout as pause } from 'node:timers/promises';

/** How long until a watch is tried again that the API server could not begin. */
const AGAIN_MS = 200;

const metadataOnly =
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io, application/json';

/**
 * Watches one kind from its first object until `signal`; a watch that the API server ends is resumed.
 * @param {import('./apiClient.mjs').ApiClient} api
 * @param {string} collection the path of the collection
 * @param {{ full?: boolean, signal: AbortSignal, onEvent: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: any) => void }} options
 */
export async function watchKind(
  api,
  collection,
  { full = false, signal, onEvent },
) {
  const accept = full ? 'application/json' : metadataOnly;
  let version = (await api.request('GET', `${collection}?limit=1`)).metadata
    .resourceVersion;
  run().catch(error => {
    console.error(`the observer lost ${collection}: ${error.message}`);
    process.exitCode = 1;
  });

  async function run() {
    while (!signal.aborted) {
      await api
        .watch(
          `${collection}?watch=1&allowWatchBookmarks=true&resourceVersion=${version}`,
          accept,
          take,
          signal,
        )
        .catch(waitWhileBusy);
    }
  }

  /** @param {any} event */
  function take({ type, object }) {
    if (type === 'ERROR') throw new Error(object.message);
    version = object.metadata.resourceVersion;
    if (type !== 'BOOKMARK') onEvent(type, object);
  }
}

/** A kind that was just defined cannot be watched for a moment, and 429 says so. @param {Error} error */
async function waitWhileBusy(error) {
  if (!/answered (429|503)/.test(error.message)) throw error;
  await pause(AGAIN_MS);
}
