import { equal, isObject, objectsAt, type JsonObject } from '../jsonValue';
import { labelErrors } from '../operations/validateMetadata';
import { invalidValue, notSupported, required } from '../schema/fieldErrors';
import { parseLabelSelector } from '../selectors/labelSelector';
import { selectorText } from '../selectors/selectorText';
import type { FieldError } from '../statusError';

const nonNegativeDetail = 'must be greater than or equal to 0';

/** Numbers that may not be negative; absent ones are well. */
export function nonNegative(
  parent: JsonObject,
  path: string,
  ...fields: string[]
): FieldError[] {
  return fields.flatMap(field => {
    const value = parent[field];
    return typeof value === 'number' && value < 0
      ? [invalidValue(`${path}.${field}`, value, nonNegativeDetail)]
      : [];
  });
}

/** A field that keeps the value it was created with. */
export function immutable(
  path: string,
  value: unknown,
  old: unknown,
): FieldError[] {
  return equal(value, old)
    ? []
    : [invalidValue(path, value, 'field is immutable')];
}

/** One of a closed set of words; absence is somebody else's check. */
export function oneOf(
  path: string,
  value: unknown,
  words: string[],
): FieldError[] {
  return value === undefined || words.includes(String(value))
    ? []
    : [notSupported(path, value, words)];
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A DNS label, as containers, ports and volumes are named. */
export function dnsLabel(path: string, value: unknown): FieldError[] {
  const text = String(value ?? '');
  if (text === '') return [required(path)];
  if (text.length > 63) {
    return [invalidValue(path, text, 'must be no more than 63 bytes')];
  }
  return label.test(text)
    ? []
    : [
        invalidValue(
          path,
          text,
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        ),
      ];
}

/** A port number. */
export function portNumber(path: string, value: unknown): FieldError[] {
  return Number(value) >= 1 && Number(value) <= 65_535
    ? []
    : [
        invalidValue(
          path,
          value ?? 0,
          'must be between 1 and 65535, inclusive',
        ),
      ];
}

/** A port by number or by the name it has in the pod (IANA service name). */
export function portNumberOrName(path: string, value: unknown): FieldError[] {
  if (typeof value !== 'string') return portNumber(path, value);
  return portName(path, value);
}

/** The name of a container port. */
export function portName(path: string, value: string): FieldError[] {
  const problems = [
    value.length > 15 ? 'must be no more than 15 characters' : '',
    /^[-a-z0-9]+$/.test(value)
      ? ''
      : 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    /[a-z]/.test(value) ? '' : 'must contain at least one letter (a-z)',
    value.includes('--') ? 'must not contain consecutive hyphens' : '',
    /^-|-$/.test(value) ? 'must not begin or end with a hyphen' : '',
  ];
  return problems
    .filter(Boolean)
    .map(problem => invalidValue(path, value, problem));
}

/** A label selector: labels, operators and their values. */
export function selectorErrors(path: string, selector: unknown): FieldError[] {
  if (!isObject(selector)) return [];
  const expressions = objectsAt(selector, 'matchExpressions');
  return [
    ...labelErrors(selector.matchLabels, `${path}.matchLabels`),
    ...expressions.flatMap((one, index) =>
      expressionErrors(`${path}.matchExpressions[${index}]`, one),
    ),
  ];
}

function expressionErrors(path: string, expression: JsonObject): FieldError[] {
  const { operator, values } = expression;
  const count = Array.isArray(values) ? values.length : 0;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0
        ? []
        : [
            required(
              `${path}.values`,
              "must be specified when `operator` is 'In' or 'NotIn'",
            ),
          ];
    case 'Exists':
    case 'DoesNotExist':
      return count === 0
        ? []
        : [
            {
              reason: 'FieldValueForbidden',
              field: `${path}.values`,
              message:
                "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            },
          ];
    default:
      return [
        invalidValue(
          `${path}.operator`,
          operator,
          'not a valid selector operator',
        ),
      ];
  }
}

/** Whether a label selector picks these labels. */
export function selects(selector: JsonObject, labels: unknown): boolean {
  const known = isObject(labels) ? labels : {};
  const texts = Object.fromEntries(
    Object.entries(known).map(([key, value]) => [key, String(value)]),
  );
  return parseLabelSelector(selectorText(selector))(texts);
}
