import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { fhirApiRef } from '../../api/FhirApi';
import { formStateOf } from '../formState';
import { likelyPlace } from '../places';
import { textOf } from '../textOf';
import { nameProblem } from './nameProblem';
import { refuseTaken } from './refuseTaken';

/** Lets nobody go on with a name that cannot be used, or that is taken where the server will surely be. */
export const validateName: CustomFieldValidator<string> = async (
  name,
  errors,
  { apiHolder, formData },
) => {
  if (!name) return;
  const problem = nameProblem(textOf(apiHolder), name);
  if (problem) {
    errors.addError(problem);
    return;
  }
  const clusters = await apiHolder
    .get(fhirApiRef)
    ?.listClusters()
    .catch(() => []);
  const place = likelyPlace(formStateOf(formData), clusters ?? []);
  if (!place?.certain) return;
  const { cluster, namespace } = place;
  const target = { cluster: cluster.name, namespace, name };
  const taken = await refuseTaken(apiHolder, target);
  if (taken) errors.addError(taken);
};
