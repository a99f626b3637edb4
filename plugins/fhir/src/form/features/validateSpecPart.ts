import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { fhirApiRef } from '../../api/FhirApi';
import { formStateOf } from '../formState';
import { clusterOf } from '../places';
import { titledIssue } from '../issueSentence';
import { issuesOf } from '../requestIssues';
import { textOf } from '../textOf';
import type { FeatureOptions } from './FhirFeature';

/** Lets nobody go on with a part of the spec that the server would be refused for. */
export function validateSpecPart(
  key?: string,
): CustomFieldValidator<unknown, FeatureOptions> {
  return async (value, errors, { apiHolder, formData, uiSchema }) => {
    const field = key ?? uiSchema?.['ui:options']?.part;
    if (!field) return;
    const clusters = await apiHolder
      .get(fhirApiRef)
      ?.listClusters()
      .catch(() => []);
    const given = formStateOf(formData);
    const form = { ...given, all: { ...given.all, [field]: value } };
    const cluster = clusterOf(form, clusters ?? []);
    if (!cluster) return;
    const t = textOf(apiHolder);
    for (const issue of issuesOf(field, form, cluster)) {
      errors.addError(titledIssue(t, issue));
    }
  };
}
