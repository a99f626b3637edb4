import type { ApiHolder } from '@backstage/core-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  applyChanges,
  parseInstanceId,
  type InstanceDetail,
  type InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../../api/FhirApi';
import { statusOf } from '../../api/FhirRequestError';
import { formStateOf } from '../formState';
import { titledIssue } from '../issueSentence';
import { textOf } from '../textOf';
import { reasonAgainstRemoval } from './reasonAgainstRemoval';

/** Lets nobody go on without the name typed, or when the server may not be removed. */
export const validateConfirm: CustomFieldValidator<string> = async (
  value,
  errors,
  { apiHolder, formData },
) => {
  const t = textOf(apiHolder);
  const { instance } = formStateOf(formData);
  const name = instance && parseInstanceId(instance)?.name;
  if (!instance || !name) return;
  if (value !== name) {
    errors.addError(t('form.confirmMismatch', { value: value ?? '', name }));
    return;
  }
  const detail = await findInstance(apiHolder, instance);
  const reason = detail && reasonAgainstRemoval(t, detail);
  if (reason) errors.addError(reason);
};

/** Lets nobody go on without a change, or with one that the server would refuse. */
export const validateChanges: CustomFieldValidator<
  Record<string, unknown>
> = async (changes, errors, { apiHolder, formData }) => {
  const t = textOf(apiHolder);
  const { instance } = formStateOf(formData);
  if (!instance) return;
  if (Object.keys(changes ?? {}).length === 0) {
    errors.addError(t('update.nothing'));
    return;
  }
  const detail = await findInstance(apiHolder, instance);
  if (!detail) return;
  const { update } = detail.allowed;
  if (!update.allowed) {
    errors.addError(t('update.forbidden', { reason: update.reason ?? '' }));
  }
  const result = applyChanges(detail.spec, changes);
  if (!('issues' in result)) return;
  for (const issue of result.issues) errors.addError(titledIssue(t, issue));
};

/** One that is gone is no error of the form: removing it again is allowed, and an update says so itself. */
async function findInstance(
  apis: ApiHolder,
  id: InstanceId,
): Promise<InstanceDetail | undefined> {
  try {
    return await apis.get(fhirApiRef)?.getInstance(id);
  } catch (error) {
    if (error instanceof Error && statusOf(error) === 404) return undefined;
    throw error;
  }
}
