import type {
  EventRecorder,
  KubernetesObject,
  WorkResult,
} from '@fhir-on-aks/kube';
import {
  condition,
  health,
  publicUrl,
  statusOf,
  type FhirSnapshot,
  type FhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ClusterView } from '@fhir-on-aks/fhir-view';
import type { OperatorConfig } from '../config/operatorConfig';
import type { Log } from '../Log';
import type { OperatorMetrics } from '../process/OperatorMetrics';
import { gatedPods } from '../server/gatedPods';
import type { PodGates } from '../server/PodGates';
import type { ServerChecks } from '../server/ServerChecks';
import { forwardedHeaders, serverTarget } from '../server/serverTarget';
import { eventsOf, eventsOfWrites } from './announce';
import {
  nothingWritten,
  type WriteDependencies,
  type WriteOutcome,
} from './applyWaves';
import { converge } from './converge';
import { heldBack, readSnapshot } from './readSnapshot';
import type { ReconcileMemory } from './ReconcileMemory';
import type { StatusWriter } from './StatusWriter';

/** Everything that a reconcile works with. */
export interface ReconcileDependencies extends WriteDependencies {
  config: Pick<OperatorConfig, 'probe' | 'settings'>;
  view: Pick<
    ClusterView,
    | 'fhir'
    | 'object'
    | 'observe'
    | 'children'
    | 'snapshot'
    | 'claimants'
    | 'missingApis'
    | 'secretVersions'
  >;
  checks: Pick<ServerChecks, 'reading' | 'want'>;
  gates: Pick<PodGates, 'want'>;
  status: StatusWriter;
  memory: ReconcileMemory;
  recorder: Pick<EventRecorder, 'record'>;
  metrics: Pick<OperatorMetrics, 'wrote' | 'wroteStatus' | 'becameReady'>;
  log: Log;
  now: () => number;
}

/** When a refused write is tried again, unless something changes before. */
const REFUSED_INTERVAL_MS = 60_000;

/** When a Fhir that the cluster reports as gone is checked again: a starting API server may be wrong. */
const RECHECK_INTERVAL_MS = 5_000;

/** Reconciles one Fhir: read the snapshot → apply what differs, prune what is no longer desired → update the status. */
export async function reconcileFhir(
  key: string,
  dependencies: ReconcileDependencies,
): Promise<WorkResult> {
  const stored = dependencies.view.fhir(key);
  if (!stored) return forget(key, dependencies);
  const seen = readSnapshot(stored, dependencies);
  const waitMs = terminatingMsLeft(key, seen, dependencies);
  if (waitMs > 0) return { requeueAfterMs: waitMs };
  const outcome = await act(seen, dependencies);
  recordWrites(stored, outcome, dependencies);
  if (outcome.leaving) return leave(key, seen, outcome, dependencies);
  const lasting = dependencies.memory.recordOutcome(key, outcome);
  if (outcome.failures.length > 0 && !lasting) throw firstError(outcome);
  const after = lookAgain(stored, outcome, lasting, dependencies);
  askServer(key, after, dependencies);
  const waits = await updateStatus(key, stored, after, outcome, dependencies);
  if (outcome.failures.length > 0) throw firstError(outcome);
  return next(waits, outcome);
}

function leave(
  key: string,
  { fhir }: FhirSnapshot,
  { leaving }: Outcome,
  { memory }: ReconcileDependencies,
): WorkResult {
  if (leaving === 'fhir') return { requeueAfterMs: RECHECK_INTERVAL_MS };
  memory.startTerminating(key, fhir.metadata.uid);
  return { requeueAfterMs: REFUSED_INTERVAL_MS };
}

function forget(
  key: string,
  { checks, gates, memory, status }: ReconcileDependencies,
): void {
  checks.want(key, undefined);
  gates.want(key, [], {});
  memory.forget(key);
  status.forget(key);
}

/** How long nothing is tried; a Fhir that is itself being deleted still reports its progress. */
function terminatingMsLeft(
  key: string,
  { fhir: { metadata } }: FhirSnapshot,
  { memory }: ReconcileDependencies,
): number {
  return metadata.deletionTimestamp
    ? 0
    : memory.terminatingMsLeft(key, metadata.uid);
}

type Outcome = WriteOutcome & { restored: KubernetesObject[] };

async function act(
  seen: FhirSnapshot,
  dependencies: ReconcileDependencies,
): Promise<Outcome> {
  const held = heldBack(seen, dependencies.config);
  if (!held) return converge(seen, dependencies);
  dependencies.log.debug('nothing is applied', { because: held });
  return { ...nothingWritten(), restored: [] };
}

function recordWrites(
  fhir: KubernetesObject,
  outcome: Outcome,
  { recorder, metrics, log }: ReconcileDependencies,
): void {
  const { applied, removed, refusals } = outcome;
  metrics.wrote(outcome);
  for (const event of eventsOfWrites(outcome)) recorder.record(fhir, event);
  if (applied.length > 0) log.info('applied', { objects: named(applied) });
  if (removed.length > 0) log.info('removed', { objects: named(removed) });
  for (const refusal of refusals) log.warn('refused', { ...refusal });
}

/** The snapshot after the writes: their answers are in the cache, what was removed may still be. */
function lookAgain(
  stored: KubernetesObject,
  outcome: Outcome,
  lasting: boolean,
  dependencies: ReconcileDependencies,
): FhirSnapshot {
  const snapshot = readSnapshot(stored, dependencies);
  const removed = new Set(outcome.removed.map(({ metadata }) => metadata.uid));
  const refusals = [
    ...outcome.refusals,
    ...(lasting ? outcome.failures.map(({ refusal }) => refusal) : []),
  ];
  return {
    ...snapshot,
    children: snapshot.children.filter(
      ({ metadata }) => !removed.has(metadata.uid),
    ),
    ...(refusals.length > 0 ? { refusals } : {}),
  };
}

function askServer(
  key: string,
  snapshot: FhirSnapshot,
  { checks, gates, config }: ReconcileDependencies,
): void {
  checks.want(key, serverTarget(snapshot, config));
  if (snapshot.specErrors) return;
  const url = publicUrl(snapshot.fhir.spec, config.settings);
  gates.want(key, gatedPods(snapshot.children), forwardedHeaders(url));
}

/** Writes the status when it differs; returns how long it waits when there is soon more to tell. */
async function updateStatus(
  key: string,
  stored: KubernetesObject,
  snapshot: FhirSnapshot,
  outcome: Outcome,
  dependencies: ReconcileDependencies,
): Promise<number> {
  const { config, now, memory, status: writer, view } = dependencies;
  const status = statusOf(snapshot, config.settings, timestamp(now()));
  if (outcome.applied.length > 0) memory.startSettling(key);
  if (!writer.needed(stored, status)) return 0;
  // The Fhir has changed meanwhile: its event has put the key into the queue again.
  if (view.fhir(key) !== stored) return 0;
  const { word } = health({ ...snapshot.fhir, status });
  const waits = word === 'Progressing' ? memory.settlingMsLeft(key) : 0;
  if (waits > 0) return waits;
  const written = await writer.write(stored, status);
  if (!written) return 0;
  view.observe(written);
  announce(snapshot, written, status, dependencies);
  return 0;
}

function announce(
  { fhir }: FhirSnapshot,
  written: KubernetesObject,
  status: FhirStatus,
  { recorder, metrics, log, now }: ReconcileDependencies,
): void {
  metrics.wroteStatus();
  const ready = condition(status, 'Ready');
  log.info('status', {
    ready: ready?.status,
    reason: ready?.reason,
    sentence: ready?.message,
  });
  if (ready?.status === 'True') metrics.becameReady(fhir, now());
  for (const event of eventsOf(fhir.status, status)) {
    recorder.record(written, event);
  }
}

function next(waits: number, { refusals }: Outcome): WorkResult {
  if (waits > 0) return { requeueAfterMs: waits };
  return refusals.length > 0
    ? { requeueAfterMs: REFUSED_INTERVAL_MS }
    : undefined;
}

function firstError({ failures }: Outcome): unknown {
  return failures[0]?.error;
}

function named(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
