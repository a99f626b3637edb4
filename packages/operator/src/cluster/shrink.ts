import type { KubernetesObject } from '@fhir-on-aks/kube';

/** What of a Pod is kept: nobody here reads the rest of its spec, and there are many. */
export function shrinkPod(pod: KubernetesObject): KubernetesObject {
  const { readinessGates, nodeName } = Object(pod.spec);
  return { ...pod, spec: { readinessGates, nodeName } };
}

/** What of a Secret is kept: its version. Its annotations may quote its content (kubectl's last-applied-configuration). */
export function shrinkSecret(secret: KubernetesObject): KubernetesObject {
  const { name, namespace, uid, resourceVersion } = secret.metadata;
  const { apiVersion, kind } = secret;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, uid, resourceVersion },
  };
}

/** What of an Event is kept; of one about something else, as good as nothing. */
export function shrinkEvent(
  event: KubernetesObject,
  relevant: boolean,
): KubernetesObject {
  const { apiVersion, kind, metadata } = event;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const bare = { name, namespace, uid, resourceVersion, creationTimestamp };
  if (!relevant) return { apiVersion, kind, metadata: bare };
  const { type, reason, message, count, lastTimestamp, eventTime } = event;
  return {
    apiVersion,
    kind,
    metadata: bare,
    involvedObject: event.involvedObject,
    type,
    reason,
    message,
    count,
    lastTimestamp,
    eventTime,
    reportingComponent: event.reportingComponent ?? sourceOf(event),
  };
}

/** The object that an Event is about. */
export function aboutOf(event: KubernetesObject): {
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

function sourceOf({ source }: KubernetesObject): unknown {
  return Object(source).component;
}
