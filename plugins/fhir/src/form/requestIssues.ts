import {
  InvalidInputError,
  parseProvisionRequest,
  requestFromForm,
  withClusterDefaults,
  type ClusterChoice,
  type FieldIssue,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FormState } from './formState';
import { defaultsOf } from './places';

/** The request that a form asks for, or everything that is still wrong with it. */
export function judgedRequest(
  { all }: FormState,
  cluster: ClusterChoice,
): { request: ProvisionRequest } | { issues: FieldIssue[] } {
  const draft = withClusterDefaults(
    requestFromForm({ cluster: cluster.name, ...all }),
    defaultsOf(cluster),
  );
  try {
    return { request: parseProvisionRequest(draft) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { issues: error.issues };
    throw error;
  }
}

/** What is wrong with one field of the spec and the fields below it. */
export function issuesOf(
  key: string,
  form: FormState,
  cluster: ClusterChoice,
): FieldIssue[] {
  const judged = judgedRequest(form, cluster);
  if ('request' in judged) return [];
  const field = `spec.${key}`;
  return judged.issues.filter(
    issue => issue.field === field || issue.field.startsWith(`${field}.`),
  );
}

/** Whether the field is only not filled in yet: said when somebody wants to go on, not before. */
export function isMissing({ value }: FieldIssue): boolean {
  return value === '';
}
