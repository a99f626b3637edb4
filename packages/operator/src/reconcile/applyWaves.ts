import {
  resourceTypeOf,
  type Applier,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import type {
  ApplyRefusal,
  DesiredWave,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ClusterView } from '@fhir-on-aks/fhir-view';
import { handOverReplicas } from './handOverReplicas';
import { lastingRefusal, meaningOf, objectName } from './refusalOf';
import type { Takeovers } from './Takeovers';

/** What writing needs. */
export interface WriteDependencies {
  cluster: ClusterClient;
  applier: Applier;
  takeovers: Takeovers;
  view: Pick<ClusterView, 'object' | 'observe'>;
}

/** What was written, and what was not. */
export interface WriteOutcome {
  /** Objects as the cluster stored them. */
  applied: KubernetesObject[];
  removed: KubernetesObject[];
  /** Refused: trying again does not help before somebody acts. */
  refusals: ApplyRefusal[];
  /** Failed: the next attempt may succeed. `refusals` is how a status tells them if they last. */
  failures: Array<{ error: unknown; refusal: ApplyRefusal }>;
  /** What is going, so that there is nothing more to do. */
  leaving?: 'namespace' | 'fhir';
}

/** Nothing was written. */
export function nothingWritten(): WriteOutcome {
  return {
    applied: [],
    removed: [],
    refusals: [],
    failures: [],
  };
}

/** Applies what differs: wave after wave, the objects of a wave at once. What failed holds back the waves after it. */
export async function applyWaves(
  waves: readonly DesiredWave[],
  dependencies: WriteDependencies,
): Promise<WriteOutcome> {
  const outcome = nothingWritten();
  for (const { objects } of waves) {
    await Promise.all(
      objects.map(object => applyOne(object, dependencies, outcome)),
    );
    if (!succeeded(outcome)) break;
  }
  return outcome;
}

/** Whether everything that was tried is done. */
export function succeeded(outcome: WriteOutcome): boolean {
  const { refusals, failures, leaving } = outcome;
  return refusals.length === 0 && failures.length === 0 && !leaving;
}

/** Sorts an error of a write into the outcome. */
export function noteError(
  error: unknown,
  object: Pick<KubernetesObject, 'kind' | 'metadata'>,
  outcome: WriteOutcome,
): void {
  const meaning = meaningOf(error, object);
  if (meaning.is === 'leaving') outcome.leaving = 'namespace';
  else if (meaning.is === 'refused') outcome.refusals.push(meaning.refusal);
  else {
    const refusal = lastingRefusal(error, object);
    outcome.failures.push({ error, refusal });
  }
}

async function applyOne(
  intent: KubernetesObject,
  dependencies: WriteDependencies,
  outcome: WriteOutcome,
): Promise<void> {
  const { applier, takeovers, view } = dependencies;
  const live = view.object(intent, intent.metadata);
  // It has to go first; its end is an event that brings us here again.
  if (live?.metadata.deletionTimestamp) return;
  if (!applier.needed(intent, live)) return;
  if (live && applier.drifted(intent, live) && !takeovers.allows(live)) {
    outcome.refusals.push(endlessQuarrel(intent));
    return;
  }
  try {
    await handOverReplicas(intent, live, dependencies);
    const type = resourceTypeOf(intent);
    const stored = await applier.apply(type, intent, live);
    if (!stored) return;
    view.observe(stored);
    outcome.applied.push(stored);
  } catch (error) {
    noteError(error, intent, outcome);
  }
}

function endlessQuarrel(object: KubernetesObject): ApplyRefusal {
  return {
    reason: 'ApplyConflict',
    object: objectName(object),
    problem: 'it was put right five times and changed again each time',
  };
}
