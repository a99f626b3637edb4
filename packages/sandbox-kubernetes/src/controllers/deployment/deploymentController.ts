import type { ObjectStore } from '../../api';
import { equal } from '../../api/jsonValue';
import {
  runController,
  watching,
  type ControllerContext,
  type Reconcile,
} from '../controller';
import {
  controllerKey,
  controlledBy,
  keyOf,
  splitKey,
  type StoredDeployment,
  type StoredPod,
  type StoredReplicaSet,
} from '../stored';
import { writeStatus } from '../writeStatus';
import { deadlineIn, deploymentStatus } from './deploymentStatus';
import {
  annotationsFor,
  desiredReplicasOf,
  newReplicaSet,
  newestRevision,
  revisionAnnotation,
  revisionOf,
  revisionsOf,
} from './revisions';
import {
  proportionalScale,
  recreateStep,
  rollingStep,
  type RevisionReplicas,
  type RolloutBounds,
  type Scaling,
} from './rollout';

const component = 'deployment-controller';

/** Rolls each Deployment out through ReplicaSets, as the controller of Kubernetes does. */
export function startDeploymentController(
  context: ControllerContext,
): () => void {
  return runController(
    context,
    [
      watching<StoredDeployment>('Deployment', one => [keyOf(one)]),
      watching<StoredReplicaSet>('ReplicaSet', set => [
        controllerKey(set, 'Deployment'),
      ]),
      watching<StoredPod>('Pod', pod => [deploymentOf(context.store, pod)]),
    ],
    (key, again) => reconcile(context, key, again),
  );
}

/** Recreate waits for the last old pod, so pods concern their Deployment too. */
function deploymentOf(store: ObjectStore, pod: StoredPod): string | undefined {
  const key = controllerKey(pod, 'ReplicaSet');
  const set =
    key && store.get<StoredReplicaSet>('ReplicaSet', ...splitKey(key));
  return set ? controllerKey(set, 'Deployment') : undefined;
}

function reconcile(
  context: ControllerContext,
  ...[key, again]: Parameters<Reconcile>
): void {
  const { store } = context;
  const deployment = store.get<StoredDeployment>(
    'Deployment',
    ...splitKey(key),
  );
  if (!deployment) return;
  const isLeaving = deployment.metadata.deletionTimestamp !== undefined;
  const created = !isLeaving && ensureCurrent(context, deployment);
  if (!isLeaving) rollOut(context, deployment);
  const latest = observe(context, deployment, created);
  const status = deploymentStatus(latest);
  writeStatus(store, latest.deployment, status);
  const wait = deadlineIn(
    { ...latest.deployment, status },
    context.clock.now(),
  );
  if (wait !== undefined) again(wait + 1000);
}

/** Makes the ReplicaSet of today's template, or gives it today's annotations. True: it was made. */
function ensureCurrent(
  { store }: ControllerContext,
  deployment: StoredDeployment,
): boolean {
  const bounds = boundsOf(deployment);
  const revisions = revisionsOf(store, deployment);
  const { current, old } = revisions;
  if (!current) {
    if (deployment.spec?.paused) return false;
    const made = newReplicaSet(
      deployment,
      revisions,
      bounds.replicas + bounds.maxSurge,
    );
    const set = store.create<StoredReplicaSet>(made);
    annotate(
      store,
      'Deployment',
      deployment,
      revisionAnnotation(revisionOf(set)),
    );
    return true;
  }
  const revision = Math.max(revisionOf(current), newestRevision(old) + 1);
  const { 'deployment.kubernetes.io/desired-replicas': _kept, ...wanted } =
    annotationsFor(deployment, revision, bounds.replicas + bounds.maxSurge);
  annotate(store, 'ReplicaSet', current, wanted);
  annotate(store, 'Deployment', deployment, revisionAnnotation(revision));
  return false;
}

function annotate(
  store: ObjectStore,
  kind: string,
  { metadata }: StoredDeployment | StoredReplicaSet,
  annotations: Record<string, string>,
): void {
  const next = { ...metadata.annotations, ...annotations };
  if (equal(metadata.annotations, next)) return;
  store.patch(
    kind,
    metadata.namespace,
    metadata.name,
    { metadata: { annotations } },
    { fieldManager: 'kube-controller-manager' },
  );
}

function rollOut(
  context: ControllerContext,
  deployment: StoredDeployment,
): void {
  const { store } = context;
  const { current, old } = revisionsOf(store, deployment);
  const all = current ? [...old, current] : old;
  const steps = decide(store, deployment, current, old);
  for (const step of steps) scale(context, deployment, all, step);
  if (steps.length === 0) {
    recordDesired(store, deployment, all);
    forgetOld(store, deployment, old);
  }
}

function decide(
  store: ObjectStore,
  deployment: StoredDeployment,
  current: StoredReplicaSet | undefined,
  old: StoredReplicaSet[],
): Scaling[] {
  const bounds = boundsOf(deployment);
  const oldReplicas = old.map(replicasOf);
  const all = current ? [replicasOf(current), ...oldReplicas] : oldReplicas;
  const wasScaled = [...(current ? [current] : []), ...old].some(
    set =>
      (set.spec?.replicas ?? 0) > 0 &&
      (desiredReplicasOf(set) ?? bounds.replicas) !== bounds.replicas,
  );
  if (deployment.spec?.paused || wasScaled || !current) {
    return proportionalScale(bounds, all);
  }
  if (deployment.spec?.strategy?.type !== 'Recreate') {
    return rollingStep(bounds, replicasOf(current), oldReplicas);
  }
  const left = old.some(set => hasPods(store, set));
  return recreateStep(bounds, replicasOf(current), oldReplicas, left);
}

function scale(
  { store, events }: ControllerContext,
  deployment: StoredDeployment,
  all: StoredReplicaSet[],
  { name, replicas }: Scaling,
): void {
  const before =
    all.find(set => set.metadata.name === name)?.spec?.replicas ?? 0;
  const bounds = boundsOf(deployment);
  const { namespace } = deployment.metadata;
  store.patch(
    'ReplicaSet',
    namespace,
    name,
    {
      metadata: { annotations: scaleAnnotations(bounds) },
      spec: { replicas },
    },
    { fieldManager: 'kube-controller-manager' },
  );
  const direction = replicas > before ? 'up' : 'down';
  events.normal(deployment, {
    component,
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${name} from ${before} to ${replicas}`,
  });
}

/** After a scaling step that changed nothing, the ReplicaSets remember what they were asked for. */
function recordDesired(
  store: ObjectStore,
  deployment: StoredDeployment,
  all: StoredReplicaSet[],
): void {
  const wanted = scaleAnnotations(boundsOf(deployment));
  for (const set of all) {
    if ((set.spec?.replicas ?? 0) > 0) {
      annotate(store, 'ReplicaSet', set, wanted);
    }
  }
}

function scaleAnnotations({
  replicas,
  maxSurge,
}: RolloutBounds): Record<string, string> {
  return {
    'deployment.kubernetes.io/desired-replicas': String(replicas),
    'deployment.kubernetes.io/max-replicas': String(replicas + maxSurge),
  };
}

/** Old ReplicaSets without pods beyond the history limit go, oldest revision first. */
function forgetOld(
  store: ObjectStore,
  deployment: StoredDeployment,
  old: StoredReplicaSet[],
): void {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10;
  const idle = old
    .filter(
      set => set.spec?.replicas === 0 && (set.status?.replicas ?? 0) === 0,
    )
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const { metadata } of idle.slice(0, Math.max(0, old.length - limit))) {
    store.remove('ReplicaSet', metadata.namespace, metadata.name);
  }
}

function observe(
  { store, clock }: ControllerContext,
  before: StoredDeployment,
  created: boolean,
) {
  const { namespace, name } = before.metadata;
  const deployment =
    store.get<StoredDeployment>('Deployment', namespace, name) ?? before;
  const { current, old } = revisionsOf(store, deployment);
  const { replicas, maxUnavailable } = boundsOf(deployment);
  const now = clock.now();
  return { deployment, created, current, old, replicas, maxUnavailable, now };
}

function replicasOf(set: StoredReplicaSet): RevisionReplicas {
  return {
    name: set.metadata.name,
    createdAt: set.metadata.creationTimestamp,
    wanted: set.spec?.replicas ?? 0,
    available: set.status?.availableReplicas ?? 0,
  };
}

function hasPods(store: ObjectStore, set: StoredReplicaSet): boolean {
  return controlledBy<StoredPod>(store, 'Pod', set).length > 0;
}

/** Percentages of the strategy as numbers: surge rounds up, unavailable down, never both 0. */
function boundsOf({ spec }: StoredDeployment): RolloutBounds {
  const replicas = spec?.replicas ?? 1;
  if (spec?.strategy?.type === 'Recreate') {
    return { replicas, maxSurge: 0, maxUnavailable: replicas };
  }
  const rolling = spec?.strategy?.rollingUpdate;
  const maxSurge = Math.ceil(part(rolling?.maxSurge ?? '25%', replicas));
  const maxUnavailable = Math.floor(
    part(rolling?.maxUnavailable ?? '25%', replicas),
  );
  const neither = maxSurge === 0 && maxUnavailable === 0;
  return { replicas, maxSurge, maxUnavailable: neither ? 1 : maxUnavailable };
}

function part(value: string | number, whole: number): number {
  if (typeof value === 'number') return value;
  return value.endsWith('%')
    ? (Number(value.slice(0, -1)) * whole) / 100
    : Number(value);
}
