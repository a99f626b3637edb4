/** What is wrong with one field, in words for a person: `value` is cut short and never shows a secret. */
export interface FieldIssue {
  /** Path as a person writes it, such as `spec.database.server` or `spec.authorization.roles[1].name`. */
  field: string;
  value: string;
  /** What is wrong, as a sentence without the field name. */
  message: string;
  /** What to do about it. */
  remedy: string;
}

/** Input that cannot be used; carries every issue at once. */
export class InvalidInputError extends Error {
  readonly issues: FieldIssue[];

  constructor(what: string, issues: FieldIssue[]) {
    super([`${what} is not valid:`, ...issues.map(describeIssue)].join('\n'));
    this.name = 'InvalidInputError';
    this.issues = issues;
  }
}

/** A Fhir, or a request about one, that cannot be used. */
export class InvalidFhirError extends InvalidInputError {
  override readonly name = 'InvalidFhirError';
}

/** A configuration file or section that cannot be used. */
export class InvalidConfigError extends InvalidInputError {
  override readonly name = 'InvalidConfigError';
}

/** One line: `spec.replicas = 200: must be at most 100; set a smaller number`. */
export function describeIssue(issue: FieldIssue): string {
  const value = issue.value === '' ? '' : ` = ${issue.value}`;
  return `${issue.field}${value}: ${issue.message}; ${issue.remedy}`;
}
