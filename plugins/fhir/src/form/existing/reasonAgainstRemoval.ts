import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import type { Text } from '../../text/translation';

/** Why a server cannot be deprovisioned by this person now, or nothing. */
export function reasonAgainstRemoval(
  t: Text,
  { allowed, spec }: InstanceDetail,
): string | undefined {
  if (!allowed.delete.allowed) {
    return t('form.confirmForbidden', { reason: allowed.delete.reason ?? '' });
  }
  return spec.deletionProtection === 'Enabled'
    ? t('form.confirmProtected')
    : undefined;
}
