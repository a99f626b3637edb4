import { z } from 'zod';
import { withRules } from './rules';
import { HttpsUrl, Mode } from './specFields';

/** Who may call the server. */
export const Security = withRules(
  z.object({
    mode: Mode.meta({
      title: 'Sign-in',
      description:
        'Enabled: every request needs a token. Disabled: anyone who reaches the server reads and writes everything.',
    }),
    authority: HttpsUrl.optional().meta({
      title: 'Authority',
      description: 'OpenID Connect issuer of the tokens.',
      examples: ['https://login.microsoftonline.com/<tenant>/v2.0'],
    }),
    audience: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .meta({
        title: 'Audience',
        description: 'The audience that a token must carry.',
        examples: ['api://fhir-cardio'],
      }),
    smartOnFhir: Mode.default('Disabled').meta({
      title: 'SMART on FHIR',
      description: 'SMART on FHIR scopes and endpoints.',
    }),
    rolesClaim: z.string().min(1).max(128).default('roles').meta({
      title: 'Roles claim',
      description: 'Token claim that lists the roles.',
    }),
    scopesClaims: z
      .array(z.string().min(1).max(128))
      .min(1)
      .max(8)
      .default(['scp', 'scope'])
      .meta({
        title: 'Scope claims',
        description: 'Token claims that list the scopes, the first found wins.',
      }),
  }),
  [
    {
      rule: "self.mode == 'Disabled' || has(self.authority)",
      message: 'security.authority is required when security.mode is Enabled',
      path: ['authority'],
      holds: s => s.mode === 'Disabled' || s.authority !== undefined,
    },
    {
      rule: "self.mode == 'Disabled' || has(self.audience)",
      message: 'security.audience is required when security.mode is Enabled',
      path: ['audience'],
      holds: s => s.mode === 'Disabled' || s.audience !== undefined,
    },
  ],
);

/** What a role may do: upstream's data actions (roles.schema.json of microsoft/fhir-server). */
export const DataAction = z.enum([
  'read',
  'write',
  'create',
  'update',
  'delete',
  'hardDelete',
  'export',
  'import',
  'resourceValidate',
  'reindex',
  'convertData',
  'editProfileDefinitions',
  'searchParameter',
  'bulkOperator',
  'search',
  'readById',
  'smart',
  '*',
]);

const Role = z.object({
  name: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z_-]+$/)
    .meta({
      title: 'Role',
      description:
        'Role as it stands in the token: letters, - and _ (the server refuses digits).',
      examples: ['globalReader'],
    }),
  dataActions: z.array(DataAction).min(1).max(16).meta({
    title: 'May',
    description: 'What the role may do; * is everything but smart.',
  }),
  notDataActions: z
    .array(DataAction)
    .max(18)
    .default([])
    .meta({ title: 'May not', description: 'Taken away from the above.' }),
});

/** What a caller may do. */
export const Authorization = z.object({
  mode: Mode.default('Enabled').meta({
    title: 'Roles',
    description: 'Whether roles decide what a caller may do. Needs sign-in.',
  }),
  roles: z
    .array(Role)
    .max(32)
    .optional()
    .meta({
      title: 'Roles',
      description:
        'Left out: the roles of the server (globalReader, globalWriter, globalAdmin, globalExporter …).',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
});
