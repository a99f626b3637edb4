import {
  provisionInputSchema,
  schemaAt,
  type FieldIssue,
  type JsonSchema,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Text } from '../text/translation';
import { isMissing } from './requestIssues';

/** What is wrong with a field of a request, for the line below it. */
export function issueSentence(t: Text, issue: FieldIssue): string {
  if (isMissing(issue)) return missing(t, issue);
  const sentence = `${issue.message}; ${issue.remedy}`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** The same where it does not stand beside the field: with the title of the field. */
export function titledIssue(t: Text, issue: FieldIssue): string {
  const title = definitionFor(issue)?.title ?? issue.field;
  return `${title}: ${issueSentence(t, issue)}`;
}

function missing(t: Text, issue: FieldIssue): string {
  const [example] = definitionFor(issue)?.examples ?? [];
  return typeof example === 'string'
    ? t('form.requiredExample', { example })
    : t('form.required');
}

function definitionFor({ field }: FieldIssue): JsonSchema | undefined {
  const path = field.split('.').map(key => key.replace(/\[.*$/, ''));
  return schemaAt(provisionInputSchema, path);
}
