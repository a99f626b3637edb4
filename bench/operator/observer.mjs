import { collections } from './fleet.mjs';
import { watchKind } from './watchKind.mjs';

/**
 * What is seen of one Fhir. Times are `performance.now()` of the observer.
 * @typedef {object} Sighting
 * @property {Set<string>} kinds which of its objects exist
 * @property {number} [completeAt] since when all exist
 * @property {number} [readyAt] since when it is Ready with the image that its spec names
 * @property {string} [wantedTag]
 * @property {string} [runningTag]
 * @property {boolean} ready Ready for its newest generation
 */

/**
 * Watches the fleet and the children, one watch per kind, beside the operator and without knowing it. It also plays
 * the Deployment controller and the ingress controller: a Deployment is available and an Ingress has an address as soon
 * as it is seen, so that the operator is measured and not the pods.
 * @param {import('./apiClient.mjs').ApiClient} api
 */
export async function observe(api) {
  /** @type {Map<string, Sighting>} */
  const fleet = new Map();
  const ended = new AbortController();
  const size = Object.keys(collections).length;

  for (const [kind, collection] of Object.entries(collections)) {
    await watchKind(api, collection, {
      full: ['Fhir', 'Deployment', 'Ingress'].includes(kind),
      signal: ended.signal,
      onEvent: (type, object) => see(kind, type, object),
    });
  }

  return {
    /** @param {string} name */
    sighting: name => fleet.get(name),

    /**
     * Waits until all of them are complete and Ready; fails when that does not come nearer for two minutes.
     * @param {string[]} names
     */
    untilReady: names =>
      until(() => names.filter(name => !fleet.get(name)?.readyAt).length),

    /** @param {string[]} names */
    untilGone: names =>
      until(() => names.filter(name => fleet.get(name)?.kinds.size).length),

    /** Forgets when the Fhirs became Ready: they have to become it again. @param {string[]} names */
    expectChange: names => {
      for (const name of names) {
        const sighting = fleet.get(name);
        if (sighting) sighting.readyAt = undefined;
      }
    },

    stop: () => ended.abort(),
  };

  /**
   * @param {string} kind
   * @param {string} type
   * @param {any} object
   */
  function see(kind, type, object) {
    const name = object.metadata.name;
    const sighting = fleet.get(name) ?? { kinds: new Set(), ready: false };
    fleet.set(name, sighting);
    if (type === 'DELETED') {
      sighting.kinds.delete(kind);
      return;
    }
    sighting.kinds.add(kind);
    if (kind === 'Fhir') readFhir(sighting, object);
    if (kind === 'Deployment') {
      sighting.runningTag = tagOf(object);
      makeAvailable(object).catch(ignoreLate);
    }
    if (kind === 'Ingress') giveAddress(object).catch(ignoreLate);
    note(sighting);
  }

  /** @param {Sighting} sighting */
  function note(sighting) {
    const now = performance.now();
    if (sighting.kinds.size === size) sighting.completeAt ??= now;
    const asWanted = sighting.runningTag === sighting.wantedTag;
    if (sighting.completeAt && sighting.ready && asWanted) {
      sighting.readyAt ??= now;
    }
  }

  /** @param {any} ingress */
  async function giveAddress({ metadata, status }) {
    if (status?.loadBalancer?.ingress?.length > 0) return;
    await api.request(
      'PATCH',
      `${collections.Ingress}/${metadata.name}/status`,
      { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } },
      'application/merge-patch+json',
    );
  }

  /** @param {any} deployment */
  async function makeAvailable({ metadata, spec, status }) {
    const seen = status?.observedGeneration === metadata.generation;
    if (seen && status?.availableReplicas === spec.replicas) return;
    await api.request(
      'PATCH',
      `${collections.Deployment}/${metadata.name}/status`,
      { status: availableStatus(metadata.generation, spec.replicas) },
      'application/merge-patch+json',
    );
  }
}

/** It is gone or has changed: its next event comes. @param {Error} error */
function ignoreLate(error) {
  if (!/answered 40[49]/.test(error.message)) throw error;
}

/**
 * @param {Sighting} sighting
 * @param {any} fhir
 */
function readFhir(sighting, { metadata, spec, status }) {
  sighting.wantedTag = spec.image?.tag;
  const ready = status?.conditions?.find(
    (/** @type {any} */ condition) => condition.type === 'Ready',
  );
  sighting.ready =
    ready?.status === 'True' &&
    status.observedGeneration === metadata.generation;
}

/**
 * @param {number} generation
 * @param {number} replicas
 */
function availableStatus(generation, replicas) {
  const now = new Date().toISOString();
  const condition = (
    /** @type {string} */ type,
    /** @type {string} */ reason,
  ) => ({
    type,
    status: 'True',
    reason,
    message: 'played by the benchmark',
    lastUpdateTime: now,
    lastTransitionTime: now,
  });
  return {
    observedGeneration: generation,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
    conditions: [
      condition('Available', 'MinimumReplicasAvailable'),
      condition('Progressing', 'NewReplicaSetAvailable'),
    ],
  };
}

/** @param {any} deployment */
function tagOf({ spec }) {
  return spec.template.spec.containers[0].image.split(':').pop();
}

/**
 * @param {() => number} missing
 * @param {number} timeoutMs
 */
async function until(missing, timeoutMs = 120_000) {
  let least = missing();
  let movedAt = Date.now();
  while (least > 0) {
    await new Promise(resolve => setTimeout(resolve, 20));
    const now = missing();
    if (now < least) movedAt = Date.now();
    least = Math.min(least, now);
    if (now > 0 && Date.now() - movedAt > timeoutMs) {
      throw new Error(
        `nothing has moved for ${timeoutMs / 1000} s and ${now} Fhirs are not there yet`,
      );
    }
    if (now === 0) return;
  }
}
