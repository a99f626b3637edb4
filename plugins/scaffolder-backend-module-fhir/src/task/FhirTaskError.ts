import { isError } from '@backstage/errors';
import { InvalidFhirError } from '@fhir-on-aks/plugin-fhir-common';
import { failureLines, ProvisionError } from '@fhir-on-aks/provision';

/**
 * Why a task ended, for the person who reads it. The scaffolder writes the stack of an error into the log of the task:
 * here the stack is what went wrong, what to do and what was left in place.
 */
class FhirTaskError extends Error {
  constructor(message: string, lines: string[], cause: Error) {
    super(message, { cause });
    this.name = 'FhirTaskError';
    this.stack = lines.join('\n');
  }
}

/** Any failure as a task shall end with it; one that nobody expected keeps the stack that its mending needs. */
export function taskError(error: unknown): unknown {
  if (error instanceof ProvisionError) {
    const { message, next } = error;
    return new FhirTaskError(
      next ? `${withFullStop(message)} ${next}` : message,
      failureLines(error),
      error,
    );
  }
  const foreseen =
    error instanceof InvalidFhirError ||
    (isError(error) && error.name === 'NotAllowedError');
  return foreseen
    ? new FhirTaskError(error.message, [`✖ ${error.message}`], error)
    : error;
}

function withFullStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
