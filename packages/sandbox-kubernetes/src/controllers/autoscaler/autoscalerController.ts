import {
  runController,
  watching,
  type ControllerContext,
  type Reconcile,
} from '../controller';
import type { PodLoad } from '../PodLoad';
import { keyOf, splitKey, type StoredDeployment } from '../stored';
import { writeStatus } from '../writeStatus';
import {
  autoscalerStatus,
  statusWithoutTarget,
  type StoredAutoscaler,
} from './autoscalerStatus';
import { cpuUsage } from './cpuUsage';
import { decide, Recommendations, type Decision } from './decision';

const component = 'horizontal-pod-autoscaler';
const syncMilliseconds = 15_000;

/** Scales Deployments by the CPU that the model of the sandbox says their pods use. */
export function startAutoscalerController(
  context: ControllerContext,
  load: PodLoad,
): () => void {
  const recommendations = new Recommendations();
  return runController(
    context,
    [
      watching<StoredAutoscaler>('HorizontalPodAutoscaler', one => [
        keyOf(one),
      ]),
      watching<StoredDeployment>('Deployment', deployment =>
        context.store
          .list<StoredAutoscaler>('HorizontalPodAutoscaler', {
            namespace: deployment.metadata.namespace,
          })
          .filter(
            ({ spec }) =>
              spec?.scaleTargetRef.name === deployment.metadata.name,
          )
          .map(keyOf),
      ),
    ],
    (key, again) => reconcile(context, load, recommendations, key, again),
  );
}

function reconcile(
  context: ControllerContext,
  load: PodLoad,
  recommendations: Recommendations,
  ...[key, again]: Parameters<Reconcile>
): void {
  const { store, clock } = context;
  const [namespace, name] = splitKey(key);
  const scaler = store.get<StoredAutoscaler>(
    'HorizontalPodAutoscaler',
    namespace,
    name,
  );
  if (!scaler?.spec || scaler.metadata.deletionTimestamp) return;
  again(syncMilliseconds);
  const deployment = store.get<StoredDeployment>(
    'Deployment',
    namespace,
    scaler.spec.scaleTargetRef.name,
  );
  if (!deployment) {
    writeStatus(store, scaler, statusWithoutTarget(scaler, clock.now()));
    return;
  }
  const current = deployment.spec?.replicas ?? 1;
  const usage = cpuUsage(store, load, deployment);
  const { spec } = scaler;
  const window = spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? 300;
  const decision = decide(spec, current, usage.percent, desired =>
    recommendations.highest(key, desired, window, clock.now()),
  );
  if (decision.replicas !== current) scale(context, scaler, current, decision);
  writeStatus(
    store,
    scaler,
    autoscalerStatus(scaler, deployment, usage, decision, clock.now()),
  );
}

function scale(
  { store, events }: ControllerContext,
  scaler: StoredAutoscaler,
  current: number,
  { replicas }: Decision,
): void {
  const { namespace } = scaler.metadata;
  const name = scaler.spec?.scaleTargetRef.name ?? '';
  store.patch(
    'Deployment',
    namespace,
    name,
    { spec: { replicas } },
    { fieldManager: component },
  );
  const why =
    replicas > current
      ? 'cpu resource utilization (percentage of request) above target'
      : 'All metrics below target';
  events.normal(scaler, {
    component,
    reason: 'SuccessfulRescale',
    message: `New size: ${replicas}; reason: ${why}`,
  });
}
