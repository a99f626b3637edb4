import type { FieldError } from '../statusError';
import type { Schema } from './schema';

/** Runs the CEL rules of a schema. */
export function validateRules(
  _schema: Schema,
  _value: unknown,
  _path: string,
  _old?: unknown,
): FieldError[] {
  return [];
}
