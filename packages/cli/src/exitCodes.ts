import type { ProvisionErrorCode } from '@fhir-on-aks/provision';
import { unreachable } from '@fhir-on-aks/plugin-fhir-common';

/** Exit codes of fhirctl; docs/fhirctl.md tells them. */
export const EXIT = {
  done: 0,
  /** Something that nobody foresaw. */
  failed: 1,
  /** The command, a file or the configuration is not right. */
  usage: 2,
  notFound: 3,
  /** Taken, protected, not ours, no permission. */
  refused: 4,
  /** The cluster or Azure does not answer. */
  unreachable: 5,
  /** The server cannot become ready without somebody acting. */
  unhealthy: 6,
  timeout: 7,
  /** Ctrl-C; 128 and the number of the signal, as shells have it. */
  stopped: 130,
} as const;

/** The exit code of a failed operation. */
export function exitCodeOf(code: ProvisionErrorCode): number {
  switch (code) {
    case 'invalid':
    case 'not-configured':
      return EXIT.usage;
    case 'not-found':
      return EXIT.notFound;
    case 'name-taken':
    case 'not-ours':
    case 'protected':
    case 'refused':
      return EXIT.refused;
    case 'unreachable':
      return EXIT.unreachable;
    case 'unhealthy':
      return EXIT.unhealthy;
    case 'timeout':
      return EXIT.timeout;
    case 'aborted':
      return EXIT.stopped;
    default:
      return unreachable(code);
  }
}
