import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';
import type { Reflector } from './cache/Reflector';
import type { RequestRecord } from './http/Transport';
import type { WorkObserver, WorkQueue } from './queue/WorkQueue';

const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

/**
 * Prometheus metrics of a controller under the names of controller-runtime, so that its dashboards work here.
 * Every series starts at 0. Event-loop delay, CPU and memory come with them.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly reconciles = this.counter(
    'controller_runtime_reconcile_total',
    'Reconciles by result.',
    ['controller', 'result'],
  );
  private readonly reconcileErrors = this.counter(
    'controller_runtime_reconcile_errors_total',
    'Reconciles that failed.',
    ['controller'],
  );
  private readonly reconcileSeconds = this.histogram(
    'controller_runtime_reconcile_time_seconds',
    'Time of a reconcile.',
    ['controller'],
  );
  private readonly queueAdds = this.counter(
    'workqueue_adds_total',
    'Keys added to the queue.',
    ['name'],
  );
  private readonly queueRetries = this.counter(
    'workqueue_retries_total',
    'Keys tried again after a failure.',
    ['name'],
  );
  private readonly queueWait = this.histogram(
    'workqueue_queue_duration_seconds',
    'How long a key waited since it was due.',
    ['name'],
  );
  private readonly queueWork = this.histogram(
    'workqueue_work_duration_seconds',
    'How long a key was worked on.',
    ['name'],
  );
  private readonly requests = this.counter(
    'rest_client_requests_total',
    'Requests to the API server.',
    ['method', 'code'],
  );
  private readonly requestSeconds = this.histogram(
    'rest_client_request_duration_seconds',
    'Time until the API server answered.',
    ['verb'],
  );
  private readonly leader = this.gauge(
    'leader_election_master_status',
    'Whether this process leads.',
    ['name'],
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts requests: pass it to `connectCluster`. */
  readonly onRequest = ({ method, code, seconds }: RequestRecord): void => {
    this.requests.inc({ method, code });
    this.requestSeconds.observe({ verb: method }, seconds);
  };

  /** Counts a queue and its reconciles. */
  observeQueue(controller: string): WorkObserver {
    for (const result of ['success', 'requeue_after', 'error']) {
      this.reconciles.inc({ controller, result }, 0);
    }
    this.reconcileErrors.inc({ controller }, 0);
    this.queueAdds.inc({ name: controller }, 0);
    this.queueRetries.inc({ name: controller }, 0);
    return {
      added: () => this.queueAdds.inc({ name: controller }),
      retried: () => this.queueRetries.inc({ name: controller }),
      waited: seconds => this.queueWait.observe({ name: controller }, seconds),
      done: (result, seconds) => {
        this.reconciles.inc({ controller, result });
        if (result === 'error') this.reconcileErrors.inc({ controller });
        this.reconcileSeconds.observe({ controller }, seconds);
        this.queueWork.observe({ name: controller }, seconds);
      },
    };
  }

  /** Shows depth and activity of a queue whenever somebody looks. */
  watchQueue(controller: string, queue: WorkQueue, workers: number): void {
    const label = { name: controller };
    this.shown('workqueue_depth', 'Keys that wait.', label, () => queue.depth);
    this.shown(
      'workqueue_longest_running_processor_seconds',
      'How long the oldest running work has taken.',
      label,
      () => queue.longestRunningSeconds,
    );
    this.shown(
      'controller_runtime_active_workers',
      'Workers that work now.',
      { controller },
      () => queue.active,
    );
    this.shown(
      'controller_runtime_max_concurrent_reconciles',
      'Workers.',
      { controller },
      () => workers,
    );
  }

  /** Shows the counters of a reflector. */
  watchReflector(
    kind: string,
    reflector: Pick<Reflector<never>, 'stats' | 'state'>,
  ) {
    this.reflectors.set(kind, reflector);
  }

  /** Sets who leads. */
  setLeader(name: string, leads: boolean): void {
    this.leader.set({ name }, leads ? 1 : 0);
  }

  /** A histogram of the product's own, in seconds. */
  histogram<L extends string>(
    name: string,
    help: string,
    labelNames: L[] = [],
    buckets = SECONDS,
  ): Histogram<L> {
    return new Histogram({
      name,
      help,
      labelNames,
      buckets,
      registers: [this.registry],
    });
  }

  /** A counter of the product's own. */
  counter<L extends string>(
    name: string,
    help: string,
    labelNames: L[] = [],
  ): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** A gauge of the product's own. */
  gauge<L extends string>(
    name: string,
    help: string,
    labelNames: L[] = [],
  ): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** The Prometheus text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  private readonly reflectors = new Map<
    string,
    Pick<Reflector<never>, 'stats' | 'state'>
  >();
  private readonly reflectorSeries = new Gauge({
    name: 'reflector_total',
    help: 'What the reflectors did: lists, watches, events, failures, handler errors.',
    labelNames: ['kind', 'what'],
    registers: [this.registry],
    collect: () => this.collectReflectors(),
  });

  private collectReflectors(): void {
    for (const [kind, { stats, state }] of this.reflectors) {
      const { lists, watches, events, failures, handlerErrors } = stats;
      const series = { lists, watches, events, failures, handlerErrors };
      for (const [what, value] of Object.entries(series)) {
        this.reflectorSeries.set({ kind, what }, value);
      }
      const connected = state.state === 'connected' ? 1 : 0;
      this.reflectorSeries.set({ kind, what: 'connected' }, connected);
    }
  }

  private shown(
    name: string,
    help: string,
    labels: Record<string, string>,
    value: () => number,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: Object.keys(labels),
      registers: [this.registry],
      collect: () => gauge.set(labels, value()),
    });
  }
}
