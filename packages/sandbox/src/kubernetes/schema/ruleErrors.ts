import type { FieldError } from '../statusError';
import type { Schema } from './schema';

/** Checks that the CEL rules of one schema node compile. */
export function ruleErrors(_schema: Schema, _path: string): FieldError[] {
  return [];
}
