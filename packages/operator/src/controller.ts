import { randomUUID } from 'node:crypto';
import { ClusterView, readFhir, type FhirChange } from '@fhir-on-aks/fhir-view';
import {
  Applier,
  EventRecorder,
  keyOf,
  KubernetesApiError,
  WorkQueue,
  type ClusterClient,
  type KubernetesObject,
  type ReflectorTiming,
  type TakenOver,
  type WorkResult,
} from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  FIELD_MANAGERS,
  health,
  type HealthWord,
} from '@fhir-on-aks/plugin-fhir-common';
import type { OperatorConfig } from './config/operatorConfig';
import type { Log } from './Log';
import { CONTROLLER, type OperatorMetrics } from './process/OperatorMetrics';
import { isForeign } from './reconcile/isForeign';
import { ReconcileMemory } from './reconcile/ReconcileMemory';
import {
  reconcileFhir,
  type ReconcileDependencies,
} from './reconcile/reconcileFhir';
import { StatusWriter } from './reconcile/StatusWriter';
import { Takeovers } from './reconcile/Takeovers';
import { Resync } from './Resync';
import { PodGates } from './server/PodGates';
import { shrinkPod } from './shrinkPod';
import { ServerChecks, type AskServer } from './server/ServerChecks';

/** What comes first: finishing what is begun, then what somebody waits for, then looking whether all is well. */
const PRIORITY = { begun: 10, asked: 0, low: -100 } as const;
const SETTLE_MS = 250;

/** What the controller is made of. */
export interface ControllerOptions {
  /** For reading: watches. */
  cluster: ClusterClient;
  /** For writing: holds back what a process that does not lead would write. */
  fenced: ClusterClient;
  config: OperatorConfig;
  ask: AskServer;
  log: Log;
  metrics: OperatorMetrics;
  now?: () => number;
  settleMs?: number;
  optionalApisIntervalMs?: number;
  backoff?: { minMs: number; maxMs: number };
  watchTiming?: Partial<ReflectorTiming>;
}

/** Watches put keys of Fhirs into a queue; workers reconcile them. It reads from the start and writes from `work` on. */
export class Controller {
  readonly view: ClusterView;
  private readonly queue: WorkQueue;
  private readonly checks: ServerChecks;
  private readonly gates: PodGates;
  private readonly recorder: EventRecorder;
  private readonly resync: Resync;
  private readonly applier: Applier;
  private readonly takeovers: Takeovers;
  private readonly dependencies: Omit<ReconcileDependencies, 'log'>;
  private readonly now: () => number;

  constructor(private readonly options: ControllerOptions) {
    const { config, fenced, ask, log, metrics } = options;
    this.now = options.now ?? Date.now;
    this.takeovers = new Takeovers(this.now);
    this.queue = this.makeQueue();
    this.view = this.makeView();
    this.recorder = new EventRecorder({
      cluster: fenced,
      component: FIELD_MANAGERS.operator,
      instance: config.instance,
      now: this.now,
      calm: () => this.queue.whenIdle(),
      onError: error => log.debug('event not recorded', { error }),
    });
    this.applier = new Applier({
      cluster: fenced,
      fieldManager: FIELD_MANAGERS.operator,
      hashAnnotation: ANNOTATIONS.appliedHash,
      onTakenOver: taken => this.tookBack(taken),
      isForeign: (existing, intent) => isForeign(existing, intent, this.view),
    });
    this.checks = new ServerChecks({
      ask,
      onNews: key => this.queue.add(key, { priority: PRIORITY.begun }),
      onAsked: reading => metrics.asked(reading),
    });
    this.gates = new PodGates({
      cluster: fenced,
      ask,
      now: this.now,
      onError: (pod, error) => log.warn('gate not moved', { pod, error }),
    });
    this.resync = new Resync({
      periodMs: config.resyncMinutes * 60_000,
      keys: () => this.keys(),
      add: key => this.queue.add(key, { priority: PRIORITY.low }),
    });
    this.dependencies = this.makeDependencies();
  }

  /** Begins to write. Call it when the view is complete and this process leads. */
  work(): void {
    this.checks.start();
    this.gates.start();
    this.queue.start();
    this.resync.start();
  }

  /** Takes no more work, lets what runs end, tells what is still to be told. */
  async drain(graceMs: number): Promise<void> {
    this.resync.stop();
    await Promise.all([
      this.queue.stop(graceMs),
      this.checks.stop(),
      this.gates.stop(),
    ]);
    await this.recorder.flush();
  }

  /** Ends the watches. */
  async stop(): Promise<void> {
    await this.view.stop();
  }

  /** Lets every Fhir be looked at again. */
  lookAtAll(): void {
    for (const key of this.keys()) {
      this.queue.add(key, { priority: PRIORITY.low });
    }
  }

  /** Whether nothing is worked on and nothing waits, not even for another attempt. */
  get isIdle(): boolean {
    return this.queue.pending === 0 && this.queue.active === 0;
  }

  /** How each Fhir is, in a word. */
  healthWords(): HealthWord[] {
    return this.view
      .allFhirs()
      .map(object => health(readFhir(object).fhir).word);
  }

  private keys(): string[] {
    return this.view.allFhirs().map(({ metadata }) => keyOf(metadata));
  }

  private makeQueue(): WorkQueue {
    const { config, metrics, backoff } = this.options;
    const queue = new WorkQueue({
      workers: config.workers,
      work: key => this.reconcile(key),
      backoff,
      onError: (key, error, failures) => this.failed(key, error, failures),
      observer: metrics.runtime.observeQueue(CONTROLLER),
    });
    metrics.runtime.watchQueue(CONTROLLER, queue, config.workers);
    return queue;
  }

  private makeView(): ClusterView {
    const { cluster, config, log, metrics } = this.options;
    const { optionalApisIntervalMs, watchTiming } = this.options;
    return new ClusterView({
      cluster,
      namespaces: config.namespaces,
      timing: watchTiming,
      optionalApisIntervalMs,
      secrets: true,
      transforms: { Pod: shrinkPod },
      onChange: change => this.enqueue(change),
      onChildDeleted: object => {
        this.applier.forget(object);
        this.takeovers.forget(object);
      },
      onState: (kind, state) =>
        log[state.state === 'connected' ? 'debug' : 'warn']('watch', {
          kind,
          ...state,
        }),
      onWatch: (kind, watch) => metrics.runtime.watchReflector(kind, watch),
      onError: (what, error) => log.debug('watch failed', { what, error }),
    });
  }

  private makeDependencies(): Omit<ReconcileDependencies, 'log'> {
    const { fenced, config, metrics, settleMs = SETTLE_MS } = this.options;
    const { now, view, applier, takeovers, checks, gates, recorder } = this;
    return {
      cluster: fenced,
      config,
      view,
      applier,
      takeovers,
      checks,
      gates,
      recorder,
      metrics,
      now,
      status: new StatusWriter(fenced),
      memory: new ReconcileMemory({ now, settleMs }),
    };
  }

  private enqueue({ key, cause, initial }: FhirChange): void {
    // Events about a Fhir are mostly our own.
    if (cause === 'event') return;
    if (cause === 'child' && !initial) {
      this.queue.add(key, { priority: PRIORITY.begun });
    } else {
      const settled = initial && this.isSettled(key);
      const priority = settled ? PRIORITY.low : PRIORITY.asked;
      this.queue.add(key, { priority });
    }
  }

  /** Whether a Fhir was all right when it was last looked at: then it can wait after a start. */
  private isSettled(key: string): boolean {
    const object = this.view.fhir(key);
    return !!object && health(readFhir(object).fhir).word === 'Ready';
  }

  private async reconcile(key: string): Promise<WorkResult> {
    const [namespace, name] = key.split('/');
    const reconcileId = randomUUID().slice(0, 8);
    const log = this.options.log.with({ namespace, name, reconcileId });
    return reconcileFhir(key, { ...this.dependencies, log });
  }

  private failed(key: string, error: unknown, failures: number): void {
    const [namespace, name] = key.split('/');
    // Somebody else was faster: the next attempt reads anew.
    const lost = error instanceof KubernetesApiError && error.code === 409;
    const level = lost || failures === 1 ? 'info' : 'warn';
    this.options.log[level]('reconcile failed, trying again', {
      namespace,
      name,
      failures,
      error,
    });
  }

  private tookBack({ object, managers, fields, drift }: TakenOver): void {
    if (!drift) return;
    const { log, metrics } = this.options;
    this.takeovers.count(object);
    metrics.tookBack(object.kind);
    const { kind, metadata } = object;
    const message = `${kind} ${metadata.name}: ${managers.join(', ')} had changed ${fields.join(', ')}; it is again as the Fhir says.`;
    log.warn('fields taken back', { kind, name: metadata.name, managers });
    const owner = this.ownerOf(object);
    if (owner) {
      this.recorder.record(owner, {
        type: 'Warning',
        reason: 'FieldsTakenBack',
        message,
      });
    }
  }

  private ownerOf({ metadata }: KubernetesObject) {
    const [owner] = metadata.ownerReferences ?? [];
    const { namespace } = metadata;
    return owner && this.view.fhir(keyOf({ namespace, name: owner.name }));
  }
}
