import { z } from 'zod';
import { withRules } from './rules';
import { Mode } from './specFields';

/** Calls from browsers of other sites. */
export const Cors = withRules(
  z.object({
    mode: Mode.default('Disabled').meta({
      title: 'CORS',
      description: 'Whether browsers of other sites may call the server.',
    }),
    origins: z
      .array(z.string().min(1).max(253))
      .max(64)
      .default([])
      .meta({
        title: 'Origins',
        description: 'Allowed origins; * is any.',
        examples: [['https://app.example.org']],
      }),
    headers: z.array(z.string().min(1).max(128)).max(64).default([]).meta({
      title: 'Headers',
      description: 'Allowed request headers; * is any.',
    }),
    methods: z
      .array(
        z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
      )
      .max(7)
      .default([])
      .meta({
        title: 'Methods',
        description: 'Allowed methods; empty is all.',
      }),
    maxAgeSeconds: z.int().min(0).max(86_400).default(600).meta({
      title: 'Cache',
      description: 'Seconds that a browser may keep the answer.',
    }),
    credentials: Mode.default('Disabled').meta({
      title: 'Credentials',
      description: 'Whether cookies and client certificates are sent.',
    }),
  }),
  [
    {
      rule: "self.mode == 'Disabled' || self.credentials == 'Disabled' || !self.origins.exists(o, o == '*')",
      message:
        'cors.origins must not contain * when cors.credentials is Enabled',
      path: ['origins'],
      holds: c =>
        c.mode === 'Disabled' ||
        c.credentials === 'Disabled' ||
        !c.origins.includes('*'),
    },
    {
      rule: "self.mode == 'Disabled' || size(self.origins) > 0",
      message:
        'cors.origins needs at least one origin when cors.mode is Enabled',
      path: ['origins'],
      holds: c => c.mode === 'Disabled' || c.origins.length > 0,
    },
  ],
);

/** Limits on parallel requests. */
export const Throttling = z.object({
  mode: Mode.default('Disabled').meta({
    title: 'Throttling',
    description: 'Refuse requests (429) above a limit.',
  }),
  concurrentRequestLimit: z.int().min(75).max(10_000).default(100).meta({
    title: 'Parallel requests',
    description:
      'Requests at one time per pod; the server itself never limits below 75.',
  }),
  maxQueueSize: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .meta({ title: 'Queue', description: 'Requests that may wait.' }),
  maxMillisecondsInQueue: z.int().min(0).max(60_000).default(0).meta({
    title: 'Queue time',
    description: 'Milliseconds that a request may wait.',
  }),
});

/** Limits on bundles. */
export const Bundles = z.object({
  entryLimit: z.int().min(1).max(10_000).default(500).meta({
    title: 'Bundle entries',
    description: 'Most entries of one bundle.',
  }),
  parallelTransactions: Mode.default('Disabled').meta({
    title: 'Parallel transactions',
    description: 'Process the entries of a transaction in parallel.',
  }),
});

const VersionPolicy = z.enum(['versioned', 'no-version', 'versioned-update']);

/** History of resources. */
export const Versioning = z.object({
  default: VersionPolicy.default('versioned').meta({
    title: 'Versioning',
    description: 'What happens to the old version of a resource.',
  }),
  resourceTypes: z
    .record(z.string().min(1).max(64), VersionPolicy)
    .optional()
    .meta({
      title: 'Per resource type',
      description: 'Another policy for single resource types.',
      examples: [{ Observation: 'no-version' }],
      maxProperties: 200,
    }),
});
