import { Metrics } from '@fhir-on-aks/kube';
import {
  condition,
  HEALTH_WORDS,
  type Fhir,
  type HealthWord,
  type ServerReading,
} from '@fhir-on-aks/plugin-fhir-common';
import type { WriteOutcome } from '../reconcile/applyWaves';

/** Name of the controller and of its queue in all series. */
export const CONTROLLER = 'fhir';

/** A server that was never ready: the condition has not turned since soon after the creation. */
const FIRST_TIME_MS = 60_000;
const TO_READY = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800];

/** The product's own series, beside those of controller-runtime. */
export class OperatorMetrics {
  readonly runtime = new Metrics();
  private readonly toReady = this.runtime.histogram(
    'fhir_time_to_ready_seconds',
    'From the creation of a Fhir until it was Ready for the first time.',
    [],
    TO_READY,
  );
  private readonly children = this.runtime.counter(
    'fhir_child_writes_total',
    'Writes of children: applied, restored, removed, refused, failed.',
    ['result'],
  );
  private readonly statuses = this.runtime.counter(
    'fhir_status_writes_total',
    'Statuses written.',
  );
  private readonly takenBack = this.runtime.counter(
    'fhir_fields_taken_back_total',
    'Fields that another manager had changed and that were taken back.',
    ['kind'],
  );
  private readonly checks = this.runtime.counter(
    'fhir_server_checks_total',
    'What servers answered when they were asked.',
    ['health'],
  );
  private readonly fhirs = this.runtime.gauge(
    'fhir_instances',
    'Fhirs by the word of their health.',
    ['health'],
  );

  constructor() {
    for (const result of [
      'applied',
      'restored',
      'removed',
      'refused',
      'failed',
    ])
      this.children.inc({ result }, 0);
  }

  wrote(outcome: WriteOutcome & { restored: unknown[] }): void {
    const { applied, restored, removed, refusals, failures } = outcome;
    this.children.inc({ result: 'applied' }, applied.length);
    this.children.inc({ result: 'restored' }, restored.length);
    this.children.inc({ result: 'removed' }, removed.length);
    this.children.inc({ result: 'refused' }, refusals.length);
    this.children.inc({ result: 'failed' }, failures.length);
  }

  wroteStatus(): void {
    this.statuses.inc();
  }

  tookBack(kind: string): void {
    this.takenBack.inc({ kind });
  }

  asked({ health }: ServerReading): void {
    this.checks.inc({ health: health ?? 'Unreachable' });
  }

  /** A Fhir is Ready now; counted when it had never been before. */
  becameReady({ metadata, status }: Fhir, now: number): void {
    const created = Date.parse(metadata.creationTimestamp);
    const before = condition(status, 'Ready');
    const turned = Date.parse(before?.lastTransitionTime ?? '');
    const firstTime =
      before?.status !== 'True' &&
      (before === undefined || turned - created < FIRST_TIME_MS);
    if (firstTime && Number.isFinite(created)) {
      this.toReady.observe(Math.max(0, now - created) / 1000);
    }
  }

  /** Shows how the Fhirs are, whenever somebody looks. */
  async text(words: Iterable<HealthWord>): Promise<string> {
    const counts = new Map<HealthWord, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const health of HEALTH_WORDS) {
      this.fhirs.set({ health }, counts.get(health) ?? 0);
    }
    return this.runtime.text();
  }
}
