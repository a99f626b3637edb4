import { randomBytes } from 'node:crypto';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { StatusError, type ObjectStore } from '../kubernetes';
import type { StoredMeta, StoredPod, StoredServiceAccount } from './stored';
import {
  injectWorkloadIdentity,
  type WorkloadIdentityDefaults,
} from './workloadIdentity';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Makes a pod of a template for its controller, with what admission adds. Throws StatusError when it is refused. */
export function createPod(
  store: ObjectStore,
  owner: { apiVersion: string; kind: string; metadata: StoredMeta },
  template: PodTemplateSpec,
  identity: WorkloadIdentityDefaults,
): StoredPod {
  const { namespace, name, uid } = owner.metadata;
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
  return store.create<StoredPod>(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${randomSuffix(5)}`,
        generateName: `${name}-`,
        namespace,
        labels,
        annotations,
        ownerReferences: [
          {
            apiVersion: owner.apiVersion,
            kind: owner.kind,
            name,
            uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: injectWorkloadIdentity(
        { ...spec, serviceAccountName: accountName },
        { labels, annotations },
        account,
        identity,
      ),
    },
    { fieldManager: 'kube-controller-manager' },
  );
}

/** Letters and digits as Kubernetes takes them for names. */
export function randomSuffix(length: number): string {
  return [...randomBytes(length)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}
