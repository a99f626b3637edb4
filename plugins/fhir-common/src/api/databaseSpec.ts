import { z } from 'zod';
import { withRules } from './rules';
import { HostName, SecretKey, immutable } from './specFields';

/** Where the data lives. */
export const Database = withRules(
  z.object({
    server: HostName.meta({
      title: 'SQL server',
      description:
        'Host name of the Azure SQL server. Cannot be changed later.',
      examples: ['sql-fhir.database.windows.net'],
      'x-kubernetes-validations': immutable('database.server'),
    }),
    name: z
      .string()
      .min(1)
      .max(128)
      .regex(/^[A-Za-z0-9_][-A-Za-z0-9_]*$/)
      .meta({
        title: 'Database',
        description:
          'Name of the database on that server. Cannot be changed later.',
        examples: ['fhir-cardio'],
        'x-kubernetes-validations': immutable('database.name'),
      }),
    authentication: z
      .enum(['WorkloadIdentity', 'ManagedIdentity', 'Secret'])
      .default('WorkloadIdentity')
      .meta({
        title: 'Database sign-in',
        description:
          'WorkloadIdentity and ManagedIdentity use the identity of the pods; Secret reads a connection string.',
      }),
    connectionStringSecret: SecretKey.optional().meta({
      title: 'Connection string',
      description: 'Where the connection string is when the sign-in is Secret.',
    }),
    maxPoolSize: z.int().min(1).max(1000).default(100).meta({
      title: 'Connections',
      description: 'Most connections to the database per pod.',
    }),
    schemaUpgrades: z
      .enum(['Automatic', 'Job', 'External'])
      .default('Automatic')
      .meta({
        title: 'Schema upgrades',
        description:
          'Automatic: the server upgrades itself. Job: before each rollout. External: somebody else does it.',
      }),
  }),
  [
    {
      rule: "self.authentication != 'Secret' || has(self.connectionStringSecret)",
      message:
        'database.connectionStringSecret is required when database.authentication is Secret',
      path: ['connectionStringSecret'],
      holds: d =>
        d.authentication !== 'Secret' || d.connectionStringSecret !== undefined,
    },
  ],
);
