import {
  READINESS_GATE,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';

/** A pod whose readiness gate is not as it should be. */
export interface GatedPod {
  namespace: string;
  name: string;
  uid: string;
  ip: string;
  /** `ask`: its containers run and it waits to be let in; `close`: they do not run (any more). */
  next: 'ask' | 'close';
}

/** Pods whose readiness gate waits for the operator, or is open though their server does not run. */
export function gatedPods(children: readonly SnapshotObject[]): GatedPod[] {
  return children
    .filter(
      ({ kind, metadata }) => kind === 'Pod' && !metadata.deletionTimestamp,
    )
    .filter(hasGate)
    .map(pod => ({
      pod,
      running: conditionIs(pod, 'ContainersReady'),
      open: conditionIs(pod, READINESS_GATE),
    }))
    .filter(({ running, open }) => running !== open)
    .map(({ pod: { metadata, status }, running }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      uid: metadata.uid ?? '',
      ip: String(Object(status).podIP ?? ''),
      next: running ? 'ask' : 'close',
    }));
}

function hasGate({ spec }: SnapshotObject): boolean {
  const gates: unknown[] = Object(spec).readinessGates ?? [];
  return gates.some(gate => Object(gate).conditionType === READINESS_GATE);
}

function conditionIs({ status }: SnapshotObject, type: string): boolean {
  const conditions: unknown[] = Object(status).conditions ?? [];
  return conditions.some(
    condition =>
      Object(condition).type === type && Object(condition).status === 'True',
  );
}
