/** One cause in the details of a Status. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** A refusal as the Kubernetes API says it: HTTP code, reason, message, details. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details?: StatusDetails;
  /** The `continue` token of a 410 on an expired list. */
  readonly continueToken?: string;

  constructor(
    code: number,
    reason: string,
    message: string,
    options: { details?: StatusDetails; continueToken?: string } = {},
  ) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = options.details;
    this.continueToken = options.continueToken;
  }

  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken ? { continue: this.continueToken } : {},
      status: 'Failure',
      message: this.message,
      reason: this.reason || undefined,
      details: this.details,
      code: this.code,
    };
  }
}

/** Which type a refusal talks about. */
export interface StatusSubject {
  group: string;
  /** The plural; Invalid uses the kind instead, as the real API does. */
  resource: string;
  kind: string;
}

function qualified(subject: StatusSubject): string {
  return subject.group
    ? `${subject.resource}.${subject.group}`
    : subject.resource;
}

function detailsOf(subject: StatusSubject, name: string): StatusDetails {
  return {
    name: name || undefined,
    group: subject.group || undefined,
    kind: subject.resource,
  };
}

export function notFound(subject: StatusSubject, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualified(subject)} "${name}" not found`,
    { details: detailsOf(subject, name) },
  );
}

export function alreadyExists(
  subject: StatusSubject,
  name: string,
): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualified(subject)} "${name}" already exists`,
    { details: detailsOf(subject, name) },
  );
}

export function conflict(
  subject: StatusSubject,
  name: string,
  why: string,
): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(subject)} "${name}": ${why}`,
    { details: detailsOf(subject, name) },
  );
}

export const staleMessage =
  'the object has been modified; please apply your changes to the latest version and try again';

export function forbidden(
  subject: StatusSubject,
  name: string,
  why: string,
  causes?: StatusCause[],
): StatusError {
  return new StatusError(
    403,
    'Forbidden',
    `${qualified(subject)} "${name}" is forbidden: ${why}`,
    { details: { ...detailsOf(subject, name), causes } },
  );
}

/** One failed field of a 422. */
export interface FieldError {
  reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueDuplicate'
    | 'FieldValueTypeInvalid'
    | 'FieldValueNotFound';
  field: string;
  /** `Invalid value: "x": must be …` without the field. */
  message: string;
}

export function invalid(
  subject: StatusSubject,
  name: string,
  errors: FieldError[],
): StatusError {
  const parts = [
    ...new Set(errors.map(error => `${error.field}: ${error.message}`)),
  ];
  const text = parts.length === 1 ? parts[0] : `[${parts.join(', ')}]`;
  const kind = subject.group
    ? `${subject.kind}.${subject.group}`
    : subject.kind;
  return new StatusError(
    422,
    'Invalid',
    `${kind} "${name}" is invalid: ${text}`,
    {
      details: {
        name: name || undefined,
        group: subject.group || undefined,
        kind: subject.kind || undefined,
        causes: errors.map(({ reason, message, field }) => ({
          reason,
          message,
          field,
        })),
      },
    },
  );
}

/** The options of a request are wrong. */
export function invalidOptions(
  kind: string,
  errors: FieldError[],
): StatusError {
  return invalid({ group: 'meta.k8s.io', resource: '', kind }, '', errors);
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function unsupportedMediaType(message: string): StatusError {
  return new StatusError(415, 'UnsupportedMediaType', message);
}

export function methodNotAllowed(
  what = 'the server does not allow this method on the requested resource',
): StatusError {
  return new StatusError(405, 'MethodNotAllowed', what);
}

export function notImplemented(what: string): StatusError {
  return new StatusError(
    501,
    'NotImplemented',
    `the sandbox does not implement ${what}; use a real cluster for it`,
  );
}

/** 410: the asked resourceVersion is no longer in the history. */
export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError(410, 'Expired', message, { continueToken });
}

/** Nothing is served at this path. */
export function pageNotFound(): StatusError {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    { details: {} },
  );
}
