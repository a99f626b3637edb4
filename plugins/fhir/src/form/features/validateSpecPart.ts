import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { fhirApiRef } from '../../api/FhirApi';
import { formStateOf } from '../formState';
import { clusterOf } from '../places';
import { issueSentence, issuesOf } from '../requestIssues';
import { definitionOf } from '../spec/specPath';
import type { FeatureOptions } from './FhirFeature';

/** Lets nobody go on with a part of the spec that the server would be refused for. */
export function validateSpecPart(
  key?: string,
): CustomFieldValidator<unknown, FeatureOptions> {
  return async (value, errors, { apiHolder, formData, uiSchema }) => {
    const field = key ?? uiSchema?.['ui:options']?.field;
    if (!field) return;
    const clusters = await apiHolder
      .get(fhirApiRef)
      ?.listClusters()
      .catch(() => []);
    const given = formStateOf(formData);
    const form = { ...given, all: { ...given.all, [field]: value } };
    const cluster = clusterOf(form, clusters ?? []);
    if (!cluster) return;
    for (const issue of issuesOf(field, form, cluster)) {
      const path = issue.field.replace(/^spec\./, '').split('.');
      errors.addError(`${titleOf(path)}: ${issueSentence(issue)}`);
    }
  };
}

function titleOf(path: string[]): string {
  const plain = path.map(key => key.replace(/\[.*$/, ''));
  return definitionOf(plain).title ?? path.join('.');
}
