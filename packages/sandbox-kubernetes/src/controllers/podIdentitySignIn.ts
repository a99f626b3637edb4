import type { ContainerStart } from './containerRuntime';
import type {
  StoredAssigned,
  StoredAzureIdentity,
} from './podIdentityController';
import type { ObjectStore } from '../api';

const noEndpoint =
  'ManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint.';

/** Asks the node's identity endpoint (NMI of AAD Pod Identity): it answers for identities that are assigned to the pod. */
export function podIdentitySignIn(store: ObjectStore) {
  return async (
    {
      namespace,
      pod,
      labels,
    }: Pick<ContainerStart, 'namespace' | 'pod' | 'labels'>,
    clientId?: string,
  ): Promise<string | undefined> => {
    if (!labels.aadpodidbinding) return noEndpoint;
    const assigned = store
      .list<StoredAssigned>('AzureAssignedIdentity', { namespace })
      .filter(({ spec }) => spec?.pod === pod);
    if (assigned.every(({ status }) => status?.status !== 'Assigned')) {
      return failed(
        `getting assigned identities for pod ${namespace}/${pod} in ASSIGNED state failed after 16 attempts, retry duration [5]s, error: identity not found. Check MIC pod logs for identity assignment errors`,
      );
    }
    const fits = assigned.some(({ spec, metadata }) => {
      const identity = store.get<StoredAzureIdentity>(
        'AzureIdentity',
        metadata.namespace,
        spec?.azureIdentityRef ?? '',
      );
      return !clientId || identity?.spec?.clientID === clientId;
    });
    return fits
      ? undefined
      : failed(`no azure identity found for request clientID ${clientId}`);
  };
}

function failed(content: string): string {
  return `ManagedIdentityCredential authentication failed: Service request failed. Status: 404 (Not Found). Content: ${content}`;
}
