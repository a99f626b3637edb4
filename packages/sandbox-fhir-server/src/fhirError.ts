/** A refusal of the FHIR server, in upstream's words. */
export class FhirError extends Error {
  constructor(
    readonly status: number,
    /** http://hl7.org/fhir/issue-type */
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'FhirError';
  }
}

/** The refusal of something that upstream can do and the sandbox cannot. */
export function sandboxCannot(what: string, status = 400): FhirError {
  return new FhirError(
    status,
    'not-supported',
    `The sandbox cannot ${what}; use a real server for it.`,
  );
}

/** One OperationOutcome with one issue. */
export function operationOutcome(
  severity: 'error' | 'warning' | 'information',
  code: string,
  diagnostics: string,
  id?: string,
) {
  return {
    resourceType: 'OperationOutcome' as const,
    ...(id ? { id } : {}),
    issue: [{ severity, code, diagnostics }],
  };
}
