import {
  FHIR_RESOURCE,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Run } from '../../Run';

/** Deletes a Fhir in the foreground: it stays visible until its children are gone. Another Fhir of its name is spared. */
export async function removeFhir(
  { cluster }: Run,
  { namespace, name }: ProvisionTarget,
  { uid, signal }: { uid?: string; signal?: AbortSignal },
): Promise<void> {
  await cluster.remove(
    FHIR_RESOURCE,
    { namespace, name },
    { propagationPolicy: 'Foreground', preconditions: { uid }, signal },
  );
}
