import {
  ANNOTATIONS,
  condition,
  publicUrl,
  serviceUrl,
  unreachable,
  type FhirSnapshot,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import type { OperatorConfig } from '../config/operatorConfig';

/** Where a server is asked. */
export interface ServerTarget {
  uid: string;
  /** Changes when the answer may have changed: another address or another rollout. */
  id: string;
  url: string;
  /** Host and port to connect to, instead of those of the URL. */
  connectTo?: string;
  headers: Record<string, string>;
  /** The version that runs on all pods; undefined while pods of two versions answer. */
  rollout?: string;
  /** A first question may wait so long: the word about a server that was well before the operator started still holds. */
  spreadMs: number;
}

const SPREAD_MS = 30_000;

/** Where to ask; undefined while no pod serves, or when the operator has no way to it. */
export function serverTarget(
  { fhir, children, specErrors }: FhirSnapshot,
  config: Pick<OperatorConfig, 'probe' | 'settings'>,
): ServerTarget | undefined {
  if (specErrors || fhir.metadata.deletionTimestamp) return undefined;
  const deployment = children.find(({ kind }) => kind === 'Deployment');
  if (!deployment || readyPods(deployment) === 0) return undefined;
  const place = placeOf(fhir, config);
  if (!place) return undefined;
  const rollout = rolloutOf(deployment);
  return {
    uid: fhir.metadata.uid,
    id: [place.url, place.connectTo, rollout].join(' '),
    ...place,
    rollout,
    spreadMs: wasWell(fhir) ? SPREAD_MS : 0,
  };
}

/** Whether the operator can ask the server of a Fhir at all. */
export function canAsk(
  fhir: FhirSnapshot['fhir'],
  config: Pick<OperatorConfig, 'probe' | 'settings'>,
): boolean {
  return placeOf(fhir, config) !== undefined;
}

/** Headers of a request that is to look as if it came through the public host. */
export function forwardedHeaders(
  url: string | undefined,
): Record<string, string> {
  if (!url) return {};
  const { host, protocol } = new URL(url);
  return {
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.replace(':', ''),
  };
}

function placeOf(
  fhir: FhirSnapshot['fhir'],
  { probe, settings }: Pick<OperatorConfig, 'probe' | 'settings'>,
): Pick<ServerTarget, 'url' | 'connectTo' | 'headers'> | undefined {
  const outside = publicUrl(fhir.spec, settings);
  switch (probe.mode) {
    case 'none':
      return undefined;
    case 'publicUrl':
      return outside
        ? { url: outside, connectTo: probe.connectTo, headers: {} }
        : undefined;
    case 'service':
      return {
        url: serviceUrl(fhir, settings),
        // The server keeps the first host that it sees as its own address.
        headers: forwardedHeaders(outside),
      };
    default:
      return unreachable(probe.mode);
  }
}

/** A server that slept or had no pod before is asked at once: its people wait for the word. */
function wasWell({ status }: FhirSnapshot['fhir']): boolean {
  return (
    status?.server?.health !== undefined &&
    condition(status, 'WorkloadAvailable')?.status === 'True'
  );
}

function readyPods({ status }: SnapshotObject): number {
  return Number(Object(status).readyReplicas ?? 0);
}

function rolloutOf({ metadata, spec, status }: SnapshotObject) {
  const { observedGeneration, replicas, updatedReplicas } = Object(status);
  const done =
    Number(observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    replicas === updatedReplicas;
  if (!done) return undefined;
  const template = Object(Object(spec).template);
  const hash = template.metadata?.annotations?.[ANNOTATIONS.configHash];
  return `${template.spec?.containers?.[0]?.image} ${hash}`;
}
