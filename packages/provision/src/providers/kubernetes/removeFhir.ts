import {
  FHIR_RESOURCE,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Run } from '../../Run';
import type { StoredFhir } from './StoredFhir';

/** Deletes a Fhir in the foreground: it stays visible until its children are gone. Another Fhir of its name is spared. */
export async function removeFhir(
  run: Run,
  { cluster, namespace, name }: ProvisionTarget,
  fhir: StoredFhir,
): Promise<void> {
  await run.step(
    {
      id: 'fhir',
      key: 'delete-fhir',
      object: `Fhir ${name}`,
      running: `Deleting Fhir ${name} from ${cluster}/${namespace}`,
      done: `Fhir ${name} is being deleted from ${cluster}/${namespace}`,
      failed: 'could not be deleted',
    },
    async signal => ({
      found: await run.cluster.remove(
        FHIR_RESOURCE,
        { namespace, name },
        {
          propagationPolicy: 'Foreground',
          preconditions: { uid: fhir.metadata.uid },
          signal,
        },
      ),
    }),
  );
}
