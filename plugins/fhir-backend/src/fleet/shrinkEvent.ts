import type { KubernetesObject } from '@fhir-on-aks/kube';

/** What is read of an event; a cluster has many, about everything, and all of them pass through here. */
const FIELDS = [
  'apiVersion',
  'kind',
  'involvedObject',
  'type',
  'reason',
  'message',
  'count',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
  'series',
] as const;

/** An event without what nobody reads of it. */
export function shrinkEvent(event: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = event;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    ...Object.fromEntries(
      FIELDS.filter(field => field in event).map(field => [
        field,
        event[field],
      ]),
    ),
    apiVersion,
    kind,
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
  };
}
