import type { BackstageCredentials } from '@backstage/backend-plugin-api';
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

/**
 * Whether the initiator of a task may change or remove a server, decided by the Fhir as it is now in the cluster. Who
 * owned it is remembered by the task: when it runs again after the Fhir is gone, its owner may still finish it.
 */
export async function authorizeInstance(
  context: ActionContext<JsonObject>,
  access: InstanceAccess,
  verb: 'update' | 'delete',
  options: {
    credentials: BackstageCredentials;
    target: ProvisionTarget;
    reach: ProvisionDependencies;
  },
): Promise<void> {
  const { credentials, target, reach } = options;
  const now = await ownershipOf(target, reach);
  const first = await context.checkpoint({
    key: `${instanceId(target)}.owner`,
    fn: async () => now ?? {},
  });
  await access.require(
    verb,
    guardedInstance(target, now ?? first),
    credentials,
  );
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
