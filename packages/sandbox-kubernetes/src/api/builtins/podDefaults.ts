import { objectAt, objectsAt, stringAt, type JsonObject } from '../jsonValue';
import { ensureObject, setDefaults } from './setDefault';

/** Defaults of a pod spec, in a Pod or in a template. Source: pkg/apis/core/v1/defaults.go. */
export function defaultPodSpec(spec: JsonObject): void {
  setDefaults(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    securityContext: {},
  });
  joinServiceAccount(spec);
  containersOf(spec).forEach(defaultContainer);
  objectsAt(spec, 'volumes').forEach(defaultVolume);
}

/** Containers and init containers. */
function containersOf(spec: JsonObject): JsonObject[] {
  return [
    ...objectsAt(spec, 'initContainers'),
    ...objectsAt(spec, 'containers'),
  ];
}

/** `serviceAccount` is the old name of `serviceAccountName`: both are kept alike. */
function joinServiceAccount(spec: JsonObject): void {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  if (name === undefined) return;
  spec.serviceAccountName = name;
  spec.serviceAccount = name;
}

function defaultContainer(container: JsonObject): void {
  setDefaults(container, {
    imagePullPolicy: pullPolicy(stringAt(container, 'image') ?? ''),
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    defaultProbe(objectAt(container, probe));
  }
  for (const hook of ['postStart', 'preStop']) {
    defaultHttpGet(objectAt(container, 'lifecycle', hook, 'httpGet'));
  }
  for (const variable of objectsAt(container, 'env')) {
    defaultFieldRef(objectAt(variable, 'valueFrom', 'fieldRef'));
  }
}

function pullPolicy(image: string): string {
  const [name] = image.split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  const isPinned =
    image.includes('@') || (tag !== undefined && tag !== 'latest');
  return isPinned ? 'IfNotPresent' : 'Always';
}

function defaultProbe(probe: JsonObject | undefined): void {
  if (!probe) return;
  setDefaults(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  defaultHttpGet(objectAt(probe, 'httpGet'));
  const grpc = objectAt(probe, 'grpc');
  if (grpc) setDefaults(grpc, { service: '' });
}

function defaultHttpGet(action: JsonObject | undefined): void {
  if (action) setDefaults(action, { path: '/', scheme: 'HTTP' });
}

function defaultFieldRef(reference: JsonObject | undefined): void {
  if (reference) setDefaults(reference, { apiVersion: 'v1' });
}

const withMode = ['secret', 'configMap', 'downwardAPI', 'projected'];

function defaultVolume(volume: JsonObject): void {
  if (Object.keys(volume).every(field => field === 'name')) {
    volume.emptyDir = {};
  }
  for (const source of withMode) {
    const found = objectAt(volume, source);
    if (found) setDefaults(found, { defaultMode: 0o644 });
  }
  for (const item of objectsAt(volume, 'downwardAPI', 'items')) {
    defaultFieldRef(objectAt(item, 'fieldRef'));
  }
  for (const source of objectsAt(volume, 'projected', 'sources')) {
    const token = objectAt(source, 'serviceAccountToken');
    if (token) setDefaults(token, { expirationSeconds: 3600 });
    for (const item of objectsAt(source, 'downwardAPI', 'items')) {
      defaultFieldRef(objectAt(item, 'fieldRef'));
    }
  }
  const hostPath = objectAt(volume, 'hostPath');
  if (hostPath) setDefaults(hostPath, { type: '' });
}

/** What a Pod gets and a template does not: requests from limits, service links, an account, the usual tolerations. */
export function defaultPod(object: JsonObject): void {
  const spec = ensureObject(object, 'spec');
  defaultPodSpec(spec);
  setDefaults(spec, { enableServiceLinks: true });
  for (const container of containersOf(spec)) {
    const limits = objectAt(container, 'resources', 'limits');
    if (!limits) continue;
    const resources = ensureObject(container, 'resources');
    setDefaults(ensureObject(resources, 'requests'), limits);
  }
}

const evictionDelay = 300;

/** What the admission of a cluster adds to a new Pod: the service account `default`, priority, tolerations of a lost node. */
export function admitPod(spec: JsonObject): void {
  setDefaults(spec, {
    serviceAccountName: 'default',
    serviceAccount: 'default',
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  const tolerations = objectsAt(spec, 'tolerations');
  const missing = ['not-ready', 'unreachable']
    .map(state => `node.kubernetes.io/${state}`)
    .filter(key => !tolerations.some(one => !one.key || one.key === key))
    .map(key => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: evictionDelay,
    }));
  spec.tolerations = [...tolerations, ...missing];
}

/** Guaranteed, Burstable or BestEffort, by the requests and limits of cpu and memory. */
export function qosClass(spec: JsonObject): string {
  const resources = containersOf(spec).map(one => ({
    requests: objectAt(one, 'resources', 'requests') ?? {},
    limits: objectAt(one, 'resources', 'limits') ?? {},
  }));
  const kinds = ['cpu', 'memory'];
  const isEmpty = resources.every(({ requests, limits }) =>
    kinds.every(kind => !requests[kind] && !limits[kind]),
  );
  if (isEmpty) return 'BestEffort';
  const isGuaranteed = resources.every(({ requests, limits }) =>
    kinds.every(kind => limits[kind] && requests[kind] === limits[kind]),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
