import type { ProvisionError } from './ProvisionError';

/** What a person reads after a failure: what went wrong, what to do, what was left in place. */
export function failureLines(error: ProvisionError): string[] {
  return [
    `✖ ${error.message}`,
    ...(error.next ? [`  Next: ${error.next}`] : []),
    ...(error.left.length > 0
      ? [
          '  Left in place:',
          ...error.left.map(left => `  - ${left}`),
          ...(error.code === 'aborted'
            ? []
            : ['  Running it again goes on from there.']),
        ]
      : []),
  ];
}
