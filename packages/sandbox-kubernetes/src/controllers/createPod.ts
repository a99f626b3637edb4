import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { StatusError, type ObjectStore } from '../api';
import type { ControllerContext } from './controller';
import {
  controllerReference,
  type StoredMeta,
  type StoredPod,
  type StoredServiceAccount,
} from './stored';
import {
  injectWorkloadIdentity,
  type WorkloadIdentityDefaults,
} from './workloadIdentity';

/** Who makes the pod, and for what. */
export interface PodOwner {
  /** The controller that says so in its events: `job-controller`. */
  component: string;
  apiVersion: string;
  kind: string;
  metadata: StoredMeta;
}

/**
 * Makes a pod of a template for its controller, with what admission adds, and says so in an event of the owner.
 * Throws StatusError when it is refused.
 */
export function createPod(
  { store, events }: Pick<ControllerContext, 'store' | 'events'>,
  owner: PodOwner,
  template: PodTemplateSpec,
  identity: WorkloadIdentityDefaults,
): StoredPod {
  const { component } = owner;
  try {
    const pod = store.create<StoredPod>(
      podOf(store, owner, template, identity),
      { fieldManager: 'kube-controller-manager' },
    );
    const message = `Created pod: ${pod.metadata.name}`;
    events.normal(owner, { component, reason: 'SuccessfulCreate', message });
    return pod;
  } catch (error) {
    if (error instanceof StatusError) {
      const message = `Error creating: ${error.message}`;
      events.warning(owner, { component, reason: 'FailedCreate', message });
    }
    throw error;
  }
}

function podOf(
  store: ObjectStore,
  owner: PodOwner,
  template: PodTemplateSpec,
  identity: WorkloadIdentityDefaults,
): object {
  const { namespace, name } = owner.metadata;
  const labels = template.metadata?.labels ?? {};
  const annotations = template.metadata?.annotations ?? {};
  const spec = template.spec ?? { containers: [] };
  const accountName = spec.serviceAccountName ?? 'default';
  const account = store.get<StoredServiceAccount>(
    'ServiceAccount',
    namespace,
    accountName,
  );
  if (!account && accountName !== 'default') {
    throw new StatusError(
      403,
      'Forbidden',
      `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`,
    );
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels,
      annotations,
      ownerReferences: [controllerReference(owner)],
    },
    spec: injectWorkloadIdentity(
      { ...spec, serviceAccountName: accountName },
      { labels, annotations },
      account,
      identity,
    ),
  };
}
