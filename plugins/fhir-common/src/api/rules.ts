import type { z } from 'zod';

/** A rule over several fields: once as CEL for the API server, once for `parse`. Both say the same sentence. */
export interface Rule<T> {
  rule: string;
  message: string;
  path: string[];
  holds(value: T): boolean;
}

/** Gives a schema rules over several fields: enforced by `parse`, written into the CRD as `x-kubernetes-validations`. */
export function withRules<S extends z.ZodType>(
  schema: S,
  rules: Array<Rule<z.output<S>>>,
): S {
  return schema
    .superRefine((value, context) => {
      for (const { message, path, holds } of rules) {
        if (!holds(value)) context.addIssue({ code: 'custom', message, path });
      }
    })
    .meta({
      'x-kubernetes-validations': rules.map(({ rule, message }) => ({
        rule,
        message,
      })),
    });
}
