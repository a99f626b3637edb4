import {
  FHIR_RESOURCE,
  FIELD_MANAGERS,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Run } from '../../Run';
import type { StoredFhir } from './StoredFhir';

/**
 * Lets the API server judge a Fhir without storing it: schema, rules, quota, rights and admission, before anything is
 * made in Azure.
 */
export async function checkFhir(
  run: Run,
  target: ProvisionTarget,
  manifest: StoredFhir,
  force = false,
): Promise<void> {
  await run.step(
    {
      id: 'check',
      key: 'check',
      object: `Fhir ${target.name}`,
      running: `Asking ${target.cluster} whether it accepts Fhir ${target.name}`,
      done: `${target.cluster} accepts Fhir ${target.name}`,
      failed: 'is not accepted',
    },
    signal =>
      run.cluster.apply(FHIR_RESOURCE, manifest, {
        fieldManager: FIELD_MANAGERS.provision,
        dryRun: true,
        force,
        signal,
      }),
  );
}

/** Server-side apply; a field that somebody else set is a conflict that names them, unless `force`. */
export function applyFhir(
  run: Run,
  target: ProvisionTarget,
  manifest: StoredFhir,
  force = false,
): Promise<StoredFhir> {
  const where = `${target.cluster}/${target.namespace}`;
  return run.step(
    {
      id: 'fhir',
      key: 'fhir',
      object: `Fhir ${target.name}`,
      running: `Applying Fhir ${target.name} to ${where}`,
      done: `Fhir ${target.name} applied to ${where}`,
      failed: `could not be applied to ${where}`,
    },
    signal =>
      run.cluster.apply(FHIR_RESOURCE, manifest, {
        fieldManager: FIELD_MANAGERS.provision,
        force,
        signal,
      }),
  );
}
