import { FhirSpec } from './fhirSpec';
import { isRecord } from './isRecord';
import { Ownership, ProvisionTarget } from './provisionRequest';

const TARGET_KEYS = Object.keys(ProvisionTarget.shape);
const OWNERSHIP_KEYS = Object.keys(Ownership.shape);
/** The form asks for the host name alone; the rest of the exposure is a matter of the cluster. */
const SPEC_KEYS = Object.keys(FhirSpec.shape).filter(key => key !== 'exposure');

/** All keys of the form of a new server. The form is flat; `requestFromForm` says where each key goes. */
export const FORM_KEYS: readonly string[] = [
  ...TARGET_KEYS,
  ...OWNERSHIP_KEYS,
  ...SPEC_KEYS,
  'host',
];

/** What a request looks like before `withClusterDefaults` and `parseProvisionRequest` have judged it. */
export interface RequestDraft {
  [field: string]: unknown;
  spec: Record<string, unknown>;
}

/**
 * The request that a form asks for. A form that is not filled in yet gives a request that is not complete yet. The
 * provision step of the template is made by this function too, from the name of each key instead of its value.
 */
export function requestFromForm(formData: unknown): RequestDraft {
  const form = isRecord(formData) ? formData : {};
  return {
    ...picked(form, [...TARGET_KEYS, ...OWNERSHIP_KEYS]),
    spec: {
      ...picked(form, SPEC_KEYS),
      exposure: picked(form, ['host']),
    },
  };
}

function picked(
  form: Record<string, unknown>,
  keys: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter(key => form[key] !== undefined).map(key => [key, form[key]]),
  );
}
