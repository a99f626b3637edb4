import {
  runController,
  watching,
  type ControllerContext,
  type Reconcile,
} from './controller';
import { isActive } from './podPhase';
import { keyOf, splitKey, type Stored, type StoredPod } from './stored';

const component = 'aad-pod-identity-mic';
const label = 'aadpodidbinding';
const retryMilliseconds = 5000;

/** `aadpodidentity.k8s.io/v1` AzureIdentity. */
export type StoredAzureIdentity = Stored<{
  spec?: { clientID?: string; resourceID?: string };
}>;
/** The managed identities that Azure has. */
export interface ManagedIdentities {
  identities: { name: string; resourceGroup: string; clientId: string }[];
}

type StoredBinding = Stored<{
  spec?: { azureIdentity?: string; selector?: string };
}>;
/** What MIC has bound: an identity to a pod. */
export type StoredAssigned = Stored<{
  spec?: { azureIdentityRef?: string; pod?: string; podNamespace?: string };
  status?: { status?: string };
}>;

/**
 * The managed identity controller (MIC) of AAD Pod Identity 1.8: for each pod with the label `aadpodidbinding` and a
 * binding that selects it, an AzureAssignedIdentity, which is Assigned when the managed identity exists in Azure.
 */
export function startPodIdentityController(
  context: ControllerContext,
  azure: ManagedIdentities,
): () => void {
  const labelled = () =>
    context.store
      .list<StoredPod>('Pod')
      .filter(({ metadata }) => metadata.labels?.[label])
      .map(keyOf);
  return runController(
    context,
    [
      watching<StoredPod>('Pod', pod => [keyOf(pod)]),
      watching<StoredAzureIdentity>('AzureIdentity', labelled),
      watching<StoredBinding>('AzureIdentityBinding', labelled),
    ],
    (key, again) => reconcile(context, azure, key, again),
  );
}

function reconcile(
  context: ControllerContext,
  azure: ManagedIdentities,
  ...[key, again]: Parameters<Reconcile>
): void {
  const { store } = context;
  const pod = store.get<StoredPod>('Pod', ...splitKey(key));
  const bound = pod && pod.spec?.nodeName && isActive(pod) ? pod : undefined;
  const wanted = bound ? bindingsFor(context, bound) : [];
  for (const assigned of assignedTo(context, key)) {
    const still = wanted.some(
      ({ identity }) =>
        identity.metadata.name === assigned.spec?.azureIdentityRef,
    );
    if (!still) {
      const { namespace, name } = assigned.metadata;
      store.remove('AzureAssignedIdentity', namespace, name);
    }
  }
  if (!bound) return;
  for (const match of wanted) {
    if (!assign(context, azure, bound, match)) again(retryMilliseconds);
  }
}

interface Match {
  binding: StoredBinding;
  identity: StoredAzureIdentity;
}

/** Bindings of every namespace, unless the identity says that it is for its own only. */
function bindingsFor(
  { store }: ControllerContext,
  { metadata }: StoredPod,
): Match[] {
  const selector = metadata.labels?.[label];
  if (!selector) return [];
  return store
    .list<StoredBinding>('AzureIdentityBinding')
    .filter(({ spec }) => spec?.selector === selector)
    .flatMap(binding => {
      const { namespace } = binding.metadata;
      const identity = store.get<StoredAzureIdentity>(
        'AzureIdentity',
        namespace,
        binding.spec?.azureIdentity ?? '',
      );
      const isOpen =
        namespace === metadata.namespace ||
        identity?.metadata.annotations?.['aadpodidentity.k8s.io/Behavior'] !==
          'namespaced';
      return identity && isOpen ? { binding, identity } : [];
    });
}

/** The identities that a pod has, by the pod's key. */
function assignedTo({ store }: ControllerContext, key: string) {
  return store
    .list<StoredAssigned>('AzureAssignedIdentity')
    .filter(({ spec }) => `${spec?.podNamespace}/${spec?.pod}` === key);
}

/** False: Azure does not have the identity yet. */
function assign(
  { store, events }: ControllerContext,
  azure: ManagedIdentities,
  pod: StoredPod,
  { binding, identity }: Match,
): boolean {
  const { namespace, name: podName } = pod.metadata;
  const name = `${podName}-${namespace}-${identity.metadata.name}`;
  const before = store.get<StoredAssigned>(
    'AzureAssignedIdentity',
    namespace,
    name,
  );
  const exists = hasIdentity(azure.identities, identity);
  const status = exists ? 'Assigned' : 'Created';
  const where = `${binding.metadata.name} node ${pod.spec?.nodeName} for pod ${podName}`;
  if (!exists) {
    events.warning(binding, {
      component,
      reason: 'binding apply error',
      message: `Applying binding ${where} resulted in error: failed to update user-assigned identities on node ${pod.spec?.nodeName}: StatusCode=404 -- Original Error: Code="FailedIdentityOperation" Message="Resource '${identity.spec?.resourceID}' was not found."`,
    });
  }
  if (before?.status?.status === status) return exists;
  if (before) {
    store.update({ ...before, status: { status } });
  } else {
    store.create(assignedIdentity(pod, binding, identity, name, status));
  }
  if (exists) {
    events.normal(binding, {
      component,
      reason: 'binding applied',
      message: `Binding ${where} applied`,
    });
  }
  return exists;
}

/** By its resource id; case does not count. */
function hasIdentity(
  identities: ManagedIdentities['identities'],
  { spec }: StoredAzureIdentity,
): boolean {
  const wanted = spec?.resourceID?.toLowerCase() ?? '';
  return identities.some(({ name, resourceGroup, clientId }) => {
    const ending =
      `/resourcegroups/${resourceGroup}/providers/microsoft.managedidentity/userassignedidentities/${name}`.toLowerCase();
    return wanted.endsWith(ending) && clientId === spec?.clientID;
  });
}

function assignedIdentity(
  pod: StoredPod,
  binding: StoredBinding,
  identity: StoredAzureIdentity,
  name: string,
  status: string,
): object {
  return {
    apiVersion: 'aadpodidentity.k8s.io/v1',
    kind: 'AzureAssignedIdentity',
    metadata: { name, namespace: pod.metadata.namespace },
    spec: {
      azureIdentityRef: identity.metadata.name,
      azureBindingRef: binding.metadata.name,
      pod: pod.metadata.name,
      podNamespace: pod.metadata.namespace,
      nodename: pod.spec?.nodeName,
    },
    status: { status },
  };
}
