import { isObject } from '../jsonValue';
import type { FieldError } from '../statusError';

/** A value as Go prints it in a field error. */
export function printValue(value: unknown): string {
  if (value === undefined) return '""';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return String(value);
  return Array.isArray(value) || isObject(value)
    ? JSON.stringify(value)
    : String(value);
}

export function required(field: string, detail = ''): FieldError {
  return {
    reason: 'FieldValueRequired',
    field,
    message: detail ? `Required value: ${detail}` : 'Required value',
  };
}

export function invalidValue(
  field: string,
  value: unknown,
  detail: string,
): FieldError {
  return {
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: ${printValue(value)}: ${detail}`,
  };
}

/** `Invalid value: detail`, with the value when it is printed; a value at the root has no path (`<nil>`). */
export function invalidBody(
  field: string,
  printed: string | undefined,
  detail: string,
): FieldError {
  const value = printed === undefined ? '' : `${printed}: `;
  return {
    reason: 'FieldValueInvalid',
    field: field || '<nil>',
    message: `Invalid value: ${value}${detail}`,
  };
}

export function typeInvalid(
  field: string,
  value: unknown,
  detail: string,
): FieldError {
  return {
    reason: 'FieldValueTypeInvalid',
    field,
    message: `Invalid value: ${printValue(value)}: ${detail}`,
  };
}

export function notSupported(
  field: string,
  value: unknown,
  supported: unknown[],
): FieldError {
  const words = supported.map(one =>
    typeof one === 'string'
      ? JSON.stringify(one)
      : JSON.stringify(JSON.stringify(one)),
  );
  return {
    reason: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${printValue(value)}: supported values: ${words.join(', ')}`,
  };
}

export function duplicate(field: string, value: unknown): FieldError {
  return {
    reason: 'FieldValueDuplicate',
    field,
    message: `Duplicate value: ${printValue(value)}`,
  };
}

export function notFoundValue(field: string, value: unknown): FieldError {
  return {
    reason: 'FieldValueNotFound',
    field,
    message: `Not found: ${printValue(value)}`,
  };
}

export function forbiddenField(field: string, detail: string): FieldError {
  return {
    reason: 'FieldValueForbidden',
    field,
    message: `Forbidden: ${detail}`,
  };
}

export function tooLong(field: string, limit: number): FieldError {
  return {
    reason: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${limit} ${limit === 1 ? 'byte' : 'bytes'}`,
  };
}

export function tooMany(
  field: string,
  actual: number,
  limit: number,
): FieldError {
  return {
    reason: 'FieldValueTooMany',
    field,
    message: `Too many: ${actual}: must have at most ${limit} ${limit === 1 ? 'item' : 'items'}`,
  };
}
