import { createFhir, deleteFhir, forEach, setImageTag } from './fleet.mjs';

/**
 * @typedef {object} Bench what the phases work with
 * @property {import('./apiClient.mjs').ApiClient} api
 * @property {Awaited<ReturnType<typeof import('./observer.mjs').observe>>} observer
 * @property {string[]} names
 * @property {Map<string, number>} createdAt
 * @property {import('./contestants.mjs').RunningOperator} operator the one that works
 * @property {(instance: string, elect?: boolean) => ReturnType<typeof import('./contestants.mjs').startOperator>} start
 * @property {number} steadySeconds
 */

/**
 * In the order in which they run; each begins with what the one before has left.
 * @type {Record<string, (bench: Bench) => Promise<Record<string, number>>>}
 */
export const phases = {
  create: createAll,
  update: updateAll,
  steady: steadyState,
  restart: coldRestart,
  'fail-over': failOver,
  delete: deleteAll,
};

/**
 * The phases of a comma-separated list, in their own order; all when there is no list.
 * @param {string | undefined} list
 */
export function phasesNamed(list) {
  const names = Object.keys(phases);
  const wanted = list?.split(',') ?? names;
  const unknown = wanted.filter(name => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `--phases takes ${names.join(',')}, not "${unknown.join(',')}"`,
    );
  }
  return names.filter(name => wanted.includes(name));
}

/** Creates all and waits until all are Ready. @param {Bench} bench */
async function createAll({ api, observer, names, createdAt }) {
  const started = performance.now();
  await forEach(names, async name => {
    await createFhir(api, name);
    createdAt.set(name, performance.now());
  });
  await observer.untilReady(names);
  const sightings = names.map(name => {
    const sighting = observer.sighting(name);
    return {
      complete: sighting?.completeAt ?? NaN,
      ready: sighting?.readyAt ?? NaN,
      created: createdAt.get(name) ?? NaN,
    };
  });
  const waits = sightings
    .map(({ ready, created }) => Math.max(0, ready - created))
    .sort((a, b) => a - b);
  return {
    allChildrenSeconds: last(sightings.map(s => s.complete)) - started,
    allReadySeconds: last(sightings.map(s => s.ready)) - started,
    readyP50Seconds: quantile(waits, 0.5),
    readyP99Seconds: quantile(waits, 0.99),
  };
}

/** Another image for all, until all are Ready with it. @param {Bench} bench */
async function updateAll({ api, observer, names }) {
  const started = performance.now();
  observer.expectChange(names);
  await forEach(names, name => setImageTag(api, name, '5.0.31'));
  await observer.untilReady(names);
  const ready = names.map(name => observer.sighting(name)?.readyAt ?? NaN);
  return { allReadySeconds: last(ready) - started };
}

/** Nothing is asked of the operator. @param {Bench} bench */
async function steadyState({ steadySeconds }) {
  await pause(steadySeconds);
  return { seconds: steadySeconds * 1000 };
}

/**
 * Stops the operator, changes one Fhir, starts the operator: how long until that one is Ready among all the others.
 * @param {Bench} bench
 */
async function coldRestart(bench) {
  const { api, observer, names } = bench;
  const probe = names.slice(-1);
  await bench.operator.stop('SIGTERM');
  observer.expectChange(probe);
  await setImageTag(api, probe[0], '5.0.32');
  const started = performance.now();
  bench.operator = await bench.start('restarted');
  await observer.untilReady(probe);
  const firstChange = performance.now() - started;
  await pause(5);
  return { firstChangeSeconds: firstChange };
}

/**
 * Two instances and a leader election: the leader ends in two ways, each time a Fhir is changed at that moment.
 * @param {Bench} bench
 */
async function failOver(bench) {
  await bench.operator.stop('SIGTERM');
  const first = await bench.start('leader-1', true);
  await takeOver(bench, '5.0.33');
  const second = await bench.start('leader-2', true);
  await pause(3);
  await first.stop('SIGTERM');
  const politely = await takeOver(bench, '5.0.34');
  const third = await bench.start('leader-3', true);
  await pause(3);
  await second.stop('SIGKILL');
  const killed = await takeOver(bench, '5.0.35');
  bench.operator = third;
  return { sigtermSeconds: politely, sigkillSeconds: killed };
}

/**
 * @param {Bench} bench
 * @param {string} tag
 */
async function takeOver({ api, observer, names }, tag) {
  const probe = names.slice(0, 1);
  const started = performance.now();
  observer.expectChange(probe);
  await setImageTag(api, probe[0], tag);
  await observer.untilReady(probe);
  return performance.now() - started;
}

/** Deletes all; garbage collection takes the children. @param {Bench} bench */
async function deleteAll({ api, observer, names }) {
  const started = performance.now();
  await forEach(names, name => deleteFhir(api, name));
  await observer.untilGone(names);
  return { allGoneSeconds: performance.now() - started };
}

/** @param {number[]} values */
function last(values) {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/**
 * @param {number[]} sorted
 * @param {number} share
 */
function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** @param {number} seconds */
function pause(seconds) {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
