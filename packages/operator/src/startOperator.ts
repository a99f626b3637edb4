import { randomUUID } from 'node:crypto';
import {
  fenceWrites,
  LeaderElection,
  type ClusterClient,
  type LeaderElectionOptions,
  type ReflectorTiming,
} from '@fhir-on-aks/kube';
import type { OperatorConfig } from './config/operatorConfig';
import { Controller } from './controller';
import type { Log } from './Log';
import type { OperatorMetrics } from './process/OperatorMetrics';
import { serveProbes } from './process/serveProbes';
import type { AskServer } from './server/ServerChecks';

/** Running work has so long to end; with the rest of the stop it stays below 30 s. */
const DRAIN_MS = 20_000;

/** What the operator needs from its host. */
export interface OperatorOptions {
  cluster: ClusterClient;
  config: OperatorConfig;
  ask: AskServer;
  log: Log;
  metrics: OperatorMetrics;
  settleMs?: number;
  optionalApisIntervalMs?: number;
  watchTiming?: Partial<ReflectorTiming>;
  /** The clock of the election. */
  election?: Pick<LeaderElectionOptions, 'monotonic' | 'sleep'>;
}

/** A running operator. */
export interface Operator {
  /** Where `/healthz`, `/readyz` and `/metrics` are served. */
  port: number;
  /** Resolves when leadership was lost against our will: the process must end, another one may lead already. */
  readonly lost: Promise<void>;
  /** Ends in order: workers, events, lease, watches. */
  stop(): Promise<void>;
}

/** Starts everything: probes at once, watches at once, work when all is read and this process leads. */
export async function startOperator(
  options: OperatorOptions,
): Promise<Operator> {
  const { cluster, config, log, metrics } = options;
  const leadership = leadershipOf(options);
  const fenced = fenceWrites(cluster, () => leadership.mayWrite());
  const controller = new Controller({ ...options, fenced });
  const probes = await serveProbes(config.listen, {
    waitingFor: () => controller.view.waitingFor(),
    metrics: () => metrics.text(controller.healthWords()),
  });
  log.info('started', { port: probes.port, instance: config.instance });
  const elected = leadership.start();
  const ready = controller.view.synced();
  void Promise.all([ready, elected]).then(([synced]) => {
    if (!synced) return;
    log.info('working', { workers: config.workers });
    controller.work();
  });
  return {
    port: probes.port,
    lost: leadership.lost,
    async stop() {
      log.info('stopping');
      await controller.drain(DRAIN_MS);
      await leadership.stop();
      await controller.stop();
      await probes.close();
      log.info('stopped');
    },
  };
}

interface Leadership {
  mayWrite(): boolean;
  /** Resolves when this process leads. */
  start(): Promise<void>;
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

function leadershipOf({
  cluster,
  config,
  log,
  metrics,
  election: clock,
}: OperatorOptions): Leadership {
  const { leaderElection: wanted, instance, leaseNamespace } = config;
  if (wanted.mode === 'Disabled') return alone();
  const election = new LeaderElection({
    ...clock,
    cluster,
    namespace: leaseNamespace,
    name: wanted.name,
    identity: `${instance}_${randomUUID()}`,
    timing: {
      leaseDurationMs: wanted.leaseSeconds * 1000,
      renewDeadlineMs: wanted.renewSeconds * 1000,
      retryPeriodMs: wanted.retrySeconds * 1000,
    },
    onError: error => log.warn('lease', { error }),
  });
  let resolveLost = () => {};
  const lost = new Promise<void>(resolve => (resolveLost = resolve));
  const { runtime } = metrics;
  runtime.setLeader(wanted.name, false);
  return {
    lost,
    mayWrite: () => election.isLeader(),
    stop: () => election.stop(),
    start: () =>
      new Promise(resolve =>
        election.start({
          onElected: () => {
            runtime.setLeader(wanted.name, true);
            log.info('leading', { lease: `${leaseNamespace}/${wanted.name}` });
            resolve();
          },
          onLost: () => {
            runtime.setLeader(wanted.name, false);
            log.error('the lease is lost');
            resolveLost();
          },
        }),
      ),
  };
}

/** One replica only: it leads from the start until its end. */
function alone(): Leadership {
  let stopped = false;
  return {
    lost: new Promise(() => {}),
    mayWrite: () => !stopped,
    start: async () => {},
    stop: async () => {
      stopped = true;
    },
  };
}
