import type { KubernetesObject } from '@fhir-on-aks/kube';

/** The fields of an Event that somebody reads; older and newer recorders fill different ones. */
const FIELDS = [
  'involvedObject',
  'type',
  'reason',
  'message',
  'count',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
  'series',
  'reportingComponent',
] as const;

/** An Event reduced to what is kept in memory. */
export function shrinkEvent(event: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = event;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const reportingComponent =
    event.reportingComponent ?? Object(event.source).component;
  const full: KubernetesObject = {
    ...event,
    ...(reportingComponent ? { reportingComponent } : {}),
  };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    ...Object.fromEntries(
      FIELDS.filter(field => field in full).map(field => [field, full[field]]),
    ),
  };
}

/** The object that an Event is about. */
export function involvedObject(event: KubernetesObject): {
  kind: string;
  namespace?: string;
  name: string;
  uid: string;
} {
  const { kind, namespace, name, uid } = Object(event.involvedObject);
  return {
    kind: String(kind ?? ''),
    namespace: typeof namespace === 'string' ? namespace : undefined,
    name: String(name ?? ''),
    uid: String(uid ?? ''),
  };
}

/** When an Event was last seen (RFC 3339); empty when it does not say. */
export function lastSeen(event: KubernetesObject): string {
  const times = [
    event.lastTimestamp,
    event.eventTime,
    event.metadata.creationTimestamp,
  ];
  return times.find(time => typeof time === 'string') ?? '';
}
