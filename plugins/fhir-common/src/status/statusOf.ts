import {
  CONDITION_TYPES,
  type Condition,
  type FhirStatus,
} from '../api/fhirStatus';
import { serverImage } from '../desired/image';
import { publicUrl } from '../desired/publicUrl';
import { FHIR_CONTAINER, selectorLabels } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import { accepted } from './checks/accepted';
import type { Evidence, Verdict } from './checks/Check';
import { exposed } from './checks/exposed';
import { identityReady } from './checks/identityReady';
import { serverHealthy } from './checks/serverHealthy';
import { workloadAvailable } from './checks/workloadAvailable';
import { childStatuses } from './children/childStatuses';
import { workloadOf } from './evidence/workload';
import { condition } from './health';
import type { FhirSnapshot } from './snapshot';
import { overtaken } from './overtaken';
import { summarize } from './summarize';

/**
 * The whole new status of a Fhir: what the cluster and the server show, as conditions. A function of its arguments only;
 * `now` (RFC 3339) becomes the time of those conditions whose status changes, all others keep theirs.
 */
export function statusOf(
  snapshot: FhirSnapshot,
  settings: OperatorSettings,
  now: string,
): FhirStatus {
  const { fhir } = snapshot;
  const workload = workloadOf(snapshot, settings);
  const evidence = { snapshot, fhir, settings, workload };
  const road = {
    Accepted: accepted(evidence),
    IdentityReady: identityReady(evidence),
    WorkloadAvailable: workloadAvailable(evidence),
    Exposed: exposed(evidence),
    ServerHealthy: serverHealthy(evidence),
  };
  const verdicts = {
    ...overtaken(snapshot, road),
    ...summarize(snapshot, road),
  };
  const url = urlOf(evidence);
  const image = imageOf(evidence);
  const server = serverOf(snapshot);
  return {
    observedGeneration: fhir.metadata.generation,
    conditions: CONDITION_TYPES.map(type =>
      conditionFrom(type, verdicts[type], snapshot, now),
    ),
    ...(url ? { url } : {}),
    ...(image ? { image } : {}),
    replicas: workload.total,
    readyReplicas: workload.ready,
    selector: selector(evidence),
    ...(server ? { server } : {}),
    children: childStatuses(snapshot),
  };
}

function conditionFrom(
  type: Condition['type'],
  { status, reason, message }: Verdict,
  { fhir }: FhirSnapshot,
  now: string,
): Condition {
  const before = condition(fhir.status, type);
  return {
    type,
    status,
    reason,
    message,
    lastTransitionTime:
      before?.status === status ? before.lastTransitionTime : now,
    observedGeneration: fhir.metadata.generation,
  };
}

function urlOf({ snapshot, fhir, settings }: Evidence): string | undefined {
  if (snapshot.specErrors) return fhir.status?.url;
  return publicUrl(fhir.spec, settings);
}

/** The image that the pods run; before there are any, the one that they will. */
function imageOf({ snapshot, fhir, settings, workload }: Evidence) {
  const containers = workload.deployment?.spec?.template.spec?.containers ?? [];
  const running = containers.find(({ name }) => name === FHIR_CONTAINER)?.image;
  if (running) return running;
  return snapshot.specErrors ? undefined : serverImage(fhir.spec, settings);
}

/** Labels as the scale subresource wants them: `key=value,key=value`. */
function selector({ fhir }: Evidence): string {
  return Object.entries(selectorLabels(fhir))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** What the server said, with what it said before about what it does not say now. */
function serverOf({ fhir, server }: FhirSnapshot): FhirStatus['server'] {
  const before = fhir.status?.server;
  if (!server) return before;
  const softwareVersion = server.softwareVersion ?? before?.softwareVersion;
  const fhirVersion = server.fhirVersion ?? before?.fhirVersion;
  return {
    ...(softwareVersion ? { softwareVersion } : {}),
    ...(fhirVersion ? { fhirVersion } : {}),
    ...(server.health ? { health: server.health } : {}),
  };
}
