import {
  madeByProvisioning,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { ProvisionError } from './ProvisionError';
import {
  isBeingDeleted,
  type StoredFhir,
} from './providers/kubernetes/StoredFhir';

/** The Fhir, when it is there, stays, and was made by provisioning; else a `ProvisionError`. */
export function requireOwnFhir(
  fhir: StoredFhir | undefined,
  { cluster, namespace, name }: ProvisionTarget,
  verb: 'changed' | 'removed',
): StoredFhir {
  const where = `${cluster}/${namespace}`;
  if (!fhir) throw noSuchFhir({ cluster, namespace, name });
  if (verb === 'changed' && isBeingDeleted(fhir)) {
    throw new ProvisionError(`${name} in ${where} is being deleted.`, {
      code: 'refused',
      next: 'Wait until it is gone, then provision it again.',
    });
  }
  if (madeByProvisioning(fhir.metadata)) return fhir;
  throw new ProvisionError(
    `${name} in ${where} was not made by provisioning and is not ${verb}.`,
    {
      code: 'not-ours',
      next: 'Use the tool that made it.',
    },
  );
}

/** The error for a server that is not there. */
export function noSuchFhir(target: ProvisionTarget): ProvisionError {
  const { cluster, namespace, name } = target;
  return new ProvisionError(
    `There is no FHIR server ${name} in ${cluster}/${namespace}.`,
    {
      code: 'not-found',
      next: 'Check cluster, namespace and name; fhirctl list shows what there is.',
    },
  );
}
