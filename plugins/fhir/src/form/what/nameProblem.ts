import {
  MAX_FHIR_NAME_LENGTH,
  ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Text } from '../../text/translation';

const EXAMPLE = 'cardio';

/** What is wrong with the form of a name, or nothing. */
export function nameProblem(t: Text, value: string): string | undefined {
  if (ProvisionTarget.shape.name.safeParse(value).success) return undefined;
  if (value.length > MAX_FHIR_NAME_LENGTH) {
    return t('form.nameTooLong', {
      value,
      length: String(value.length),
      most: String(MAX_FHIR_NAME_LENGTH),
      example: EXAMPLE,
    });
  }
  return t('form.nameInvalid', {
    value,
    rule: t('form.nameHint'),
    example: EXAMPLE,
  });
}
