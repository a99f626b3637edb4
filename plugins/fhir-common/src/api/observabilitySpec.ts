import { z } from 'zod';
import { withRules } from './rules';
import { Mode, SecretKey } from './specFields';

/** The audit log; it is always on. */
export const Audit = z.object({
  customHeaderPrefix: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z][-A-Za-z0-9]*$/)
    .optional()
    .meta({
      title: 'Audit header prefix',
      description:
        'Request headers with this prefix are written to the audit log.',
      examples: ['X-MS-AZUREFHIR-AUDIT-'],
    }),
  principalClaims: z
    .array(z.string().min(1).max(128))
    .max(16)
    .optional()
    .meta({
      title: 'Principal claims',
      description: 'Token claims that are written to the audit log.',
      examples: [['oid', 'appid']],
    }),
  format: z
    .enum(['Text', 'Json'])
    .default('Json')
    .meta({ title: 'Log format', description: 'Format of the log lines.' }),
});

/** Where traces and metrics go. */
export const Telemetry = withRules(
  z.object({
    provider: z
      .enum(['None', 'ApplicationInsights', 'OpenTelemetry'])
      .default('None')
      .meta({
        title: 'Telemetry',
        description: 'Where traces and metrics go.',
      }),
    connectionStringSecret: SecretKey.optional().meta({
      title: 'Connection string',
      description: 'Where the Application Insights connection string is.',
    }),
    prometheus: Mode.default('Disabled').meta({
      title: 'Prometheus',
      description: 'Metrics for Prometheus on their own port.',
    }),
  }),
  [
    {
      rule: "self.provider == 'None' || has(self.connectionStringSecret)",
      message:
        'telemetry.connectionStringSecret is required unless telemetry.provider is None',
      path: ['connectionStringSecret'],
      holds: t =>
        t.provider === 'None' || t.connectionStringSecret !== undefined,
    },
  ],
);
