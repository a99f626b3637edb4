import {
  ForeignObjectError,
  KubernetesApiError,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import type { ApplyRefusal } from '@fhir-on-aks/plugin-fhir-common';
import { isLeftover } from './isLeftover';

/**
 * What an error of a write means: `leaving` when the namespace is going or gone, a refusal when trying again cannot
 * help before somebody acts, `transient` otherwise.
 */
export type Meaning =
  | { is: 'leaving' }
  | { is: 'refused'; refusal: ApplyRefusal }
  | { is: 'transient' };

/** Reads an error of a write to an object. */
export function meaningOf(
  error: unknown,
  object: Pick<KubernetesObject, 'kind' | 'metadata'>,
): Meaning {
  const refused = (
    reason: ApplyRefusal['reason'],
    problem: string,
  ): Meaning => ({
    is: 'refused',
    refusal: { reason, object: objectName(object), problem: sentence(problem) },
  });
  if (error instanceof ForeignObjectError) {
    return isLeftover(error.object, object)
      ? refused('NameStillTaken', 'it goes with a deleted Fhir of this name')
      : refused('ApplyConflict', 'it was there before, made by somebody else');
  }
  if (!(error instanceof KubernetesApiError)) return { is: 'transient' };
  const said = error.status.message ?? error.message;
  switch (error.code) {
    case 403:
      if (isTerminating(error)) return { is: 'leaving' };
      return refused(
        /exceeded quota/.test(said) ? 'QuotaExceeded' : 'ApplyForbidden',
        said,
      );
    case 404:
      return /namespaces? "[^"]*" not found/.test(said)
        ? { is: 'leaving' }
        : { is: 'transient' };
    case 400:
    case 405:
    case 413:
    case 422:
      return refused('ApplyRefused', said);
    default:
      return { is: 'transient' };
  }
}

/** Kind and name, as a person says it: `Ingress cardio`. */
export function objectName({
  kind,
  metadata,
}: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  return `${kind} ${metadata.name}`;
}

/** What an error that may pass says, for a status that has to tell it after some attempts. */
export function lastingRefusal(
  error: unknown,
  object: Pick<KubernetesObject, 'kind' | 'metadata'>,
): ApplyRefusal {
  const said = error instanceof Error ? error.message : String(error);
  return {
    reason: 'ApplyRefused',
    object: objectName(object),
    problem: sentence(said),
  };
}

function isTerminating({ status }: KubernetesApiError): boolean {
  const causes = status.details?.causes ?? [];
  return (
    causes.some(({ reason }) => reason === 'NamespaceTerminating') ||
    /because it is being terminated/.test(status.message ?? '')
  );
}

const LONGEST = 400;

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
