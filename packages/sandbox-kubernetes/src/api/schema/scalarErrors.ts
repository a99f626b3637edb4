import type { FieldError } from '../statusError';
import { invalidBody, invalidValue, tooLong, typeInvalid } from './fieldErrors';
import { formatProblem } from './formats';
import { matchesPattern } from './patterns';
import type { Schema } from './schema';

/** `replicas in body must be of type integer`: the name in these messages is the whole path. */
export function inBody(path: string): string {
  return path ? `${path} in body` : ' in body';
}

/** What is wrong with a text or a number. */
export function scalarErrors(
  schema: Schema,
  value: unknown,
  path: string,
): FieldError[] {
  if (typeof value === 'string') return stringErrors(schema, value, path);
  if (typeof value === 'number') return numberErrors(schema, value, path);
  return [];
}

/** Of length and pattern only the first failure is named. */
function stringErrors(
  schema: Schema,
  value: string,
  path: string,
): FieldError[] {
  const { maxLength, minLength, pattern } = schema;
  const length = [...value].length;
  const fail = (detail: string) => [
    invalidValue(path, value, `${inBody(path)} ${detail}`),
  ];
  if (maxLength !== undefined && length > maxLength) {
    return [tooLong(path, maxLength)];
  }
  if (minLength !== undefined && length < minLength) {
    return fail(`should be at least ${minLength} chars long`);
  }
  if (pattern !== undefined && !matchesPattern(pattern, value)) {
    return fail(`should match '${pattern}'`);
  }
  const { format } = schema;
  return format && formatProblem(format, value)
    ? [
        typeInvalid(
          path,
          value,
          `${inBody(path)} must be of type ${format}: ${JSON.stringify(value)}`,
        ),
      ]
    : [];
}

function numberErrors(
  schema: Schema,
  value: number,
  path: string,
): FieldError[] {
  const { minimum, maximum } = schema;
  const fail = (detail: string) =>
    invalidValue(path, value, `${inBody(path)} ${detail}`);
  const errors = [
    ...rangeErrors(schema, value, path),
    ...multipleErrors(schema, value, path),
  ];
  if (minimum !== undefined) {
    if (schema.exclusiveMinimum && value <= minimum) {
      errors.push(fail(`should be greater than ${minimum}`));
    } else if (value < minimum) {
      errors.push(fail(`should be greater than or equal to ${minimum}`));
    }
  }
  if (maximum !== undefined) {
    if (schema.exclusiveMaximum && value >= maximum) {
      errors.push(fail(`should be less than ${maximum}`));
    } else if (value > maximum) {
      errors.push(fail(`should be less than or equal to ${maximum}`));
    }
  }
  return errors;
}

/** A number out of its type; the API server names it without a field. */
export function rangeErrors(
  { type, format }: Schema,
  value: number,
  path: string,
): FieldError[] {
  if (type !== 'integer') return [];
  const limit = format === 'int32' ? 2 ** 31 : 2 ** 63;
  if (Number.isInteger(value) && value < limit && value >= -limit) return [];
  const form = format ? `with format ${format}` : '(default format)';
  const detail = `Checked value must be of type integer ${form} in ${path}`;
  return [invalidBody('', '""', detail)];
}

function multipleErrors(
  { multipleOf }: Schema,
  value: number,
  path: string,
): FieldError[] {
  if (multipleOf === undefined) return [];
  // Whole numbers are held against the factor as a whole number, as Go does it.
  const isWhole = Number.isInteger(value);
  const factor = isWhole ? Math.trunc(multipleOf) : multipleOf;
  if (factor <= 0) {
    const detail = `factor MultipleOf declared for ${path} must be positive: ${factor}`;
    return [invalidValue(path, factor, detail)];
  }
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  const isMultiple = Math.abs(times - Math.round(times)) < 1e-9;
  return isMultiple
    ? []
    : [
        invalidValue(
          path,
          value,
          `${inBody(path)} should be a multiple of ${factor}`,
        ),
      ];
}
