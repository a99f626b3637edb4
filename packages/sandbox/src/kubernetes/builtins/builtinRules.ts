import type { TypeRules } from '../types/resourceType';

/** Defaults, checks and first status of a built-in kind. */
export function builtinRules(_kind: string): TypeRules {
  return {};
}
