import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  ANNOTATIONS,
  FHIR_RESOURCE,
  instanceId,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  guardedInstance,
  type InstanceAccess,
} from '@fhir-on-aks/plugin-fhir-node';
import {
  explainFailure,
  type ProvisionDependencies,
} from '@fhir-on-aks/provision';
import type { Operation } from './runOperation';

/**
 * Whether the initiator of a task may change or remove a server, decided by the Fhir as it is now in the cluster. Who
 * owned it is remembered by the task: when it runs again after the Fhir is gone, its owner may still finish it.
 */
export function authorizeInstance(
  context: ActionContext<JsonObject>,
  access: InstanceAccess,
  verb: 'update' | 'delete',
): Operation<{ target: ProvisionTarget }>['authorize'] {
  return async (credentials, { target }, reach) => {
    const now = await ownershipOf(target, reach);
    const first = await context.checkpoint({
      key: `${instanceId(target)}.owner`,
      fn: async () => now ?? {},
    });
    const instance = guardedInstance(target, now ?? first);
    await access.require(verb, instance, credentials);
  };
}

/** The annotation of the owner; undefined when the Fhir is gone. */
async function ownershipOf(
  { namespace, name }: ProvisionTarget,
  { cluster, signal }: ProvisionDependencies,
): Promise<Record<string, string> | undefined> {
  try {
    const fhir = await cluster.get(
      FHIR_RESOURCE,
      { namespace, name },
      { signal },
    );
    if (!fhir) return undefined;
    const owner = fhir.metadata.annotations?.[ANNOTATIONS.owner];
    return owner ? { [ANNOTATIONS.owner]: owner } : {};
  } catch (error) {
    throw explainFailure(error, signal);
  }
}
