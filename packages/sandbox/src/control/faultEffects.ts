import type { ArmFault } from '@fhir-on-aks/sandbox-azure';
import {
  instanceOf,
  type Fault,
  type FaultKind,
  type StoredDeployment,
  type ApiFaults,
  type ObjectStore,
} from '@fhir-on-aks/sandbox-kubernetes';

const retryAfterSeconds = 1;

/** What the faults of kind `api-…` do to every request of the Kubernetes API. */
export function apiFaults(faults: Fault[]): ApiFaults {
  const on = (kind: FaultKind) => faults.some(fault => fault.kind === kind);
  if (on('api-reset')) return { reset: true };
  if (on('api-429')) return { status: 429, retryAfterSeconds };
  if (on('api-500')) return { status: 500 };
  return {};
}

/** What the faults of kind `arm-…` do to every request of Azure Resource Manager. */
export function armFault(faults: Fault[]): ArmFault | undefined {
  const on = (kind: FaultKind) => faults.some(fault => fault.kind === kind);
  if (on('arm-403')) return { status: 403 };
  if (on('arm-409')) return { status: 409 };
  if (on('arm-429')) return { status: 429, retryAfterSeconds };
  if (on('arm-500')) return { status: 500 };
  return undefined;
}

/** Whether switching the fault on begins a rollout: new pods meet it, or an operator asks new pods at once. */
export function showsInRollout({ kind }: Fault): boolean {
  return ['image-pull', 'pending', 'slow-start', 'degraded'].includes(kind);
}

/** Restarts the Deployments that a fault concerns, as `kubectl rollout restart` does. */
export function provokeRollout(
  store: ObjectStore,
  { instance }: Fault,
  now: number,
): void {
  for (const deployment of store.list<StoredDeployment>('Deployment')) {
    const owner = instanceOf(deployment);
    if (!owner || (instance && owner !== instance)) continue;
    const { namespace, name } = deployment.metadata;
    // With milliseconds: two restarts in one second are two.
    const restartedAt = new Date(now).toISOString();
    const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt };
    store.patch(
      'Deployment',
      namespace,
      name,
      { spec: { template: { metadata: { annotations } } } },
      { fieldManager: 'sandbox-fault' },
    );
  }
}
