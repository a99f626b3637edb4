import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  type FhirTarget,
  instanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { GuardedInstance } from './InstanceAccess';

/**
 * An instance as access is decided, from where it is and from the annotations of its Fhir. Without annotations (the
 * Fhir is gone) it belongs to nobody.
 *
 * @public
 */
export function guardedInstance(
  { cluster, namespace, name }: FhirTarget,
  annotations: Record<string, string> = {},
): GuardedInstance {
  const owner = ownerRef(annotations[ANNOTATIONS.owner]);
  return {
    id: instanceId({ cluster, namespace, name }),
    cluster,
    namespace,
    ...(owner ? { owner } : {}),
  };
}

/** A full entity ref; undefined when the annotation names none. */
function ownerRef(value: string | undefined): string | undefined {
  if (!value) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(value, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
