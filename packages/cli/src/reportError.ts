import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { InvalidInputError } from '@fhir-on-aks/plugin-fhir-common';
import {
  AzureError,
  explainFailure,
  failureLines,
  ProvisionError,
} from '@fhir-on-aks/provision';
import { CommanderError } from 'commander';
import { CommandError } from './CommandError';
import type { TextStream } from './Environment';
import { EXIT, exitCodeOf } from './exitCodes';
import { paintLine } from './output/paint';

/** Tells what went wrong and what to do next; gives back the exit code. */
export function reportError(
  error: unknown,
  err: TextStream,
  signal: AbortSignal,
): number {
  if (error instanceof CommanderError) {
    // Commander has told it already; asking for help is no error.
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  const { lines, exitCode } = explained(error, signal);
  err.write(lines.map(line => `${paintLine(err, line)}\n`).join(''));
  return exitCode;
}

function explained(
  error: unknown,
  signal: AbortSignal,
): { lines: string[]; exitCode: number } {
  if (error instanceof CommandError) {
    const next = error.next ? [`  Next: ${error.next}`] : [];
    return {
      lines: [`✖ ${error.message}`, ...next],
      exitCode: error.exitCode,
    };
  }
  if (isForeseen(error) || signal.aborted) {
    const failure = explainFailure(error, signal);
    return { lines: failureLines(failure), exitCode: exitCodeOf(failure.code) };
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : error;
  return {
    lines: [
      '✖ fhirctl failed in a way that nobody foresaw.',
      String(shown),
      '  Next: please report it with these lines.',
    ],
    exitCode: EXIT.failed,
  };
}

function isForeseen(error: unknown): boolean {
  return (
    error instanceof ProvisionError ||
    error instanceof InvalidInputError ||
    error instanceof AzureError ||
    error instanceof KubernetesApiError ||
    error instanceof ClusterUnreachableError
  );
}
