import { z } from 'zod';

/** Most lines of one answer; the page keeps no more in memory either. */
const MOST_LINES = 5_000;

const Flag = z
  .enum(['true', 'false'], { error: 'write true or false' })
  .default('false')
  .transform(value => value === 'true');

const objectName = (example: string) =>
  z
    .string({ error: `is missing; for example ${example}` })
    .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, {
      error: `must be a Kubernetes name, for example ${example}`,
    })
    .max(253, { error: 'must have at most 253 characters' });

/** Query of `GET …/logs`. */
export const LogQuery = z
  .object({
    pod: objectName('cardio-7c9d8f6b5-x2x4k'),
    container: objectName('fhir').optional(),
    tailLines: z.coerce
      .number({ error: `must be a number from 0 to ${MOST_LINES}` })
      .int({ error: 'must be a whole number' })
      .min(0, { error: 'must be at least 0' })
      .max(MOST_LINES, { error: `must be at most ${MOST_LINES}` })
      .default(500),
    previous: Flag,
    follow: Flag,
  })
  .refine(query => !(query.previous && query.follow), {
    path: ['follow'],
    error:
      'a container that ended writes nothing more; leave out follow or previous',
  });

/** Parsed query of `GET …/logs`. */
export type LogRequest = z.output<typeof LogQuery>;
