import { ANNOTATIONS } from '../../names';
import type { ChildState } from './ChildState';
import { isKind } from '../evidence/kinds';
import type { SnapshotObject } from '../snapshot';

/** The objects of an Azure identity; undefined for any other. */
export function identityState(object: SnapshotObject): ChildState | undefined {
  if (isKind(object, 'ServiceAccount')) {
    const client =
      object.metadata.annotations?.[ANNOTATIONS.workloadIdentityClientId];
    return ok(client && `client ${client}`);
  }
  if (isKind(object, 'AzureIdentity')) {
    const client = object.spec?.clientID;
    return ok(client && `client ${client}`);
  }
  if (isKind(object, 'AzureIdentityBinding')) {
    const selector = object.spec?.selector;
    return ok(selector && `pods ${selector}`);
  }
  if (isKind(object, 'AzureAssignedIdentity')) {
    const detail = object.status?.status;
    return { state: detail === 'Assigned' ? 'ok' : 'working', detail };
  }
  return undefined;
}

function ok(detail: string | undefined): ChildState {
  return detail ? { state: 'ok', detail } : { state: 'ok' };
}
