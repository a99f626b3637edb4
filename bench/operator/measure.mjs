import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startControlPlane } from '../../tools/control-plane/controlPlane.mjs';
import { repositoryRoot } from '../../tools/control-plane/binaries.mjs';
import { apiClient } from './apiClient.mjs';
import { auditMark, countRequests } from './auditLog.mjs';
import { startOperator } from './contestants.mjs';
import {
  collections,
  createFhir,
  deleteFhir,
  fleetNames,
  namespace,
} from './fleet.mjs';
import { observe } from './observer.mjs';
import { phases } from './phases.mjs';
import { usageOf } from './usage.mjs';

const accounts = { operator: 'operator', observer: 'observer' };
const user = `system:serviceaccount:${namespace}:${accounts.operator}`;

/**
 * Runs one operator through all phases with `count` Fhirs, on a control plane of its own that starts empty: the same
 * programs and flags for every contestant, no limits, etcd on disk.
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {{ count: number, steadySeconds: number, crd: string, phases: string[], log: (line: string) => void }} options
 */
export async function measure(contestant, options) {
  const plane = await startControlPlane({
    name: `bench-${contestant.id}`,
    pods: false,
    durable: true,
    unlimited: true,
    manifests: [path.resolve(repositoryRoot, options.crd)],
    log: options.log,
  });
  const stopping = new AbortController();
  /** @type {Set<import('./contestants.mjs').RunningOperator>} */
  const started = new Set();
  const stopAll = async () => {
    stopping.abort();
    for (const operator of started) {
      if (operator.isRunning()) await operator.stop('SIGKILL');
    }
    await plane.stop();
  };
  const interrupted = () => stopAll().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await runPhases(contestant, plane, started, options);
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await stopAll();
  }
}

/**
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {import('../../tools/control-plane/controlPlane.mjs').ControlPlane} plane
 * @param {Set<import('./contestants.mjs').RunningOperator>} started
 * @param {Parameters<typeof measure>[1]} options
 */
async function runPhases(contestant, plane, started, options) {
  plane.kubectl('create', 'namespace', namespace);
  const kubeconfig = signIn(plane, accounts.operator);
  const api = apiClient(signIn(plane, accounts.observer));
  const observer = await observe(api);
  const start = async (
    /** @type {string} */ instance,
    /** @type {boolean} */ elect = false,
  ) => {
    const operator = await startOperator(contestant, {
      directory: plane.directory,
      kubeconfig,
      instance,
      elect,
    });
    started.add(operator);
    return operator;
  };
  /** @type {import('./phases.mjs').Bench} */
  const bench = {
    api,
    observer,
    names: fleetNames(options.count),
    createdAt: new Map(),
    operator: await start('first'),
    start,
    steadySeconds: options.steadySeconds,
  };
  try {
    await warmUp(bench);
    return await allPhases(plane, bench, options);
  } finally {
    observer.stop();
    api.close();
  }
}

/**
 * A kubeconfig that signs in as in a cluster: with the token of a service account.
 * @param {import('../../tools/control-plane/controlPlane.mjs').ControlPlane} plane
 * @param {string} account
 */
function signIn(plane, account) {
  plane.kubectl('create', 'serviceaccount', account, '-n', namespace);
  plane.kubectl(
    ...['create', 'clusterrolebinding', account],
    ...['--clusterrole', 'cluster-admin'],
    ...['--serviceaccount', `${namespace}:${account}`],
  );
  const token = plane
    .kubectl('create', 'token', account, '-n', namespace, '--duration=24h')
    .trim();
  const config = JSON.parse(readFileSync(plane.kubeconfig, 'utf8'));
  config.users[0].user = { token };
  const file = path.join(plane.directory, `${account}.kubeconfig`);
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

/**
 * @param {import('../../tools/control-plane/controlPlane.mjs').ControlPlane} plane
 * @param {import('./phases.mjs').Bench} bench
 * @param {Parameters<typeof measure>[1]} options
 */
async function allPhases(plane, bench, options) {
  /** @type {Record<string, any>} */
  const results = {};
  for (const name of options.phases) {
    const phase = phases[name];
    results[name] = await observed(plane, bench, phase);
    options.log(`    ${name.padEnd(10)}${JSON.stringify(results[name].times)}`);
  }
  return results;
}

/**
 * The times of a phase with what it cost: requests of the operator, CPU of operator, API server and etcd, memory.
 * @param {import('../../tools/control-plane/controlPlane.mjs').ControlPlane} plane
 * @param {import('./phases.mjs').Bench} bench
 * @param {(bench: import('./phases.mjs').Bench) => Promise<Record<string, number>>} phase
 */
async function observed(plane, bench, phase) {
  const server = plane.daemons['kube-apiserver'].pid;
  const before = {
    mark: auditMark(plane.auditLog),
    pid: bench.operator.pid,
    operator: usageOf(bench.operator.pid).cpuSeconds,
    server: usageOf(server).cpuSeconds,
    etcd: usageOf(plane.daemons.etcd.pid).cpuSeconds,
  };
  const times = await phase(bench);
  await untilQuiet(plane);
  const after = usageOf(bench.operator.pid);
  const sameProcess = bench.operator.pid === before.pid;
  return {
    times: inSeconds(times),
    requests: countRequests(
      plane.auditLog,
      user,
      before.mark,
      auditMark(plane.auditLog),
    ),
    cpuSeconds: round(after.cpuSeconds - (sameProcess ? before.operator : 0)),
    apiServerCpuSeconds: round(usageOf(server).cpuSeconds - before.server),
    etcdCpuSeconds: round(
      usageOf(plane.daemons.etcd.pid).cpuSeconds - before.etcd,
    ),
    peakMb: after.peakMb,
  };
}

/**
 * The operator may finish later than the observer sees everything Ready: waits until it has written nothing for two
 * seconds.
 * @param {import('../../tools/control-plane/controlPlane.mjs').ControlPlane} plane
 */
async function untilQuiet({ auditLog }) {
  for (let from = auditMark(auditLog); ;) {
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const to = auditMark(auditLog);
    if (countRequests(auditLog, user, from, to).writes === 0) return;
    from = to;
  }
}

/**
 * One Fhir from create to gone, so that caches are filled and the operator is known to work.
 * @param {import('./phases.mjs').Bench} bench
 */
async function warmUp({ api, observer, operator }) {
  await createFhir(api, 'warm-up');
  const failed = new Promise((_, reject) => {
    const timer = setInterval(() => {
      if (operator.isRunning()) return;
      clearInterval(timer);
      reject(new Error('the operator ended: see its log'));
    }, 200);
    timer.unref();
  });
  await Promise.race([observer.untilReady(['warm-up']), failed]);
  failed.catch(() => {});
  await deleteFhir(api, 'warm-up');
  await removeLeftovers(api);
}

/**
 * The garbage collector learns of a new kind only after 30 seconds; the warm-up does not wait for that.
 * @param {import('./apiClient.mjs').ApiClient} api
 */
async function removeLeftovers(api) {
  for (const collection of Object.values(collections)) {
    await api.request('DELETE', `${collection}/warm-up`).catch(error => {
      if (!error.message.includes('answered 404')) throw error;
    });
  }
}

/** @param {Record<string, number>} milliseconds */
function inSeconds(milliseconds) {
  return Object.fromEntries(
    Object.entries(milliseconds).map(([key, value]) => [
      key,
      round(value / 1000),
    ]),
  );
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}
