import {
  FHIR_RESOURCE,
  FIELD_MANAGERS,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Run } from '../../Run';
import type { StoredFhir } from './StoredFhir';

/** The CRD requires ids that Azure assigns only after the check. */
const UNASSIGNED = '00000000-0000-0000-0000-000000000000';

/**
 * Lets the API server validate a Fhir without storing it: schema, rules, quota, rights and admission, before anything
 * is made in Azure.
 */
export async function checkFhir(
  run: Run,
  target: ProvisionTarget,
  manifest: StoredFhir,
  force = false,
): Promise<void> {
  run.report({
    step: 'check',
    state: 'running',
    message: `Asking ${target.cluster} whether it accepts Fhir ${target.name}`,
  });
  await run.perform('check', {
    subject: `Fhir ${target.name}`,
    done: `${target.cluster} accepts Fhir ${target.name}`,
    failed: 'is not accepted',
    perform: async signal => {
      await run.cluster.apply(FHIR_RESOURCE, withIds(manifest), {
        fieldManager: FIELD_MANAGERS.provision,
        dryRun: true,
        force,
        signal,
      });
    },
  });
}

/** Server-side apply; a field that somebody else set is a conflict that names them, unless `force`. */
export async function applyFhir(
  { cluster }: Run,
  manifest: StoredFhir,
  { force = false, signal }: { force?: boolean; signal?: AbortSignal },
): Promise<void> {
  await cluster.apply(FHIR_RESOURCE, manifest, {
    fieldManager: FIELD_MANAGERS.provision,
    force,
    signal,
  });
}

function withIds(manifest: StoredFhir): StoredFhir {
  const { type, ...identity } = Object(manifest.spec?.identity);
  if (type === 'None' || identity.clientId) return manifest;
  return {
    ...manifest,
    spec: {
      ...manifest.spec,
      identity: {
        type,
        clientId: UNASSIGNED,
        tenantId: UNASSIGNED,
        resourceId: `/subscriptions/${UNASSIGNED}`,
        ...identity,
      },
    },
  };
}
