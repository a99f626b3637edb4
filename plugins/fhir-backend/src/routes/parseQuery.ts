import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** Parses the parameters of a request; a 400 names each field, what is wrong and what is right. */
export function parseQuery<S extends z.ZodType>(
  schema: S,
  query: unknown,
): z.output<S> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(issue =>
    issue.path.length > 0
      ? `${issue.path.join('.')}: ${issue.message}`
      : issue.message,
  );
  throw new InputError(problems.join('; '));
}
