import { z } from 'zod';
import { Guid } from './specFields';

const RoleAssignment = z.object({
  scope: z
    .string()
    .min(1)
    .max(512)
    .regex(/^\/subscriptions\/[^\s]+$/)
    .meta({
      description:
        'Azure resource id of what the role is for, such as a storage account.',
    }),
  role: Guid.meta({ description: 'GUID of the role definition.' }),
});

const Azure = z.object({
  subscriptionId: z
    .string()
    .min(1)
    .meta({ description: 'Subscription of the managed identities.' }),
  resourceGroup: z
    .string()
    .min(1)
    .meta({ description: 'Resource group of the managed identities.' }),
  location: z
    .string()
    .min(1)
    .meta({ description: 'Azure region of the managed identities.' }),
  tenantId: z.string().min(1).meta({ description: 'Entra tenant.' }),
  oidcIssuer: z.string().min(1).meta({
    description:
      'OIDC issuer URL of the AKS cluster, for federated credentials.',
  }),
  clientId: z.string().optional().meta({
    description: 'Service principal; left out: DefaultAzureCredential.',
  }),
  clientSecret: z
    .string()
    .optional()
    .meta({ description: 'Secret of that service principal; never logged.' }),
  endpoint: z
    .url()
    .default('https://management.azure.com')
    .meta({ description: 'Azure Resource Manager endpoint.' }),
  authorityHost: z
    .url()
    .default('https://login.microsoftonline.com')
    .meta({ description: 'Entra login endpoint.' }),
  roleAssignments: z
    .array(RoleAssignment)
    .max(20)
    .optional()
    .meta({ description: 'Roles that the identity of every server gets.' }),
});

const Cluster = z.object({
  name: z
    .string()
    .min(1)
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
    .meta({
      description: 'Name of the cluster, in every instance id; do not change.',
    }),
  title: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Name for people; left out: the name.' }),
  kubeconfig: z.string().optional().meta({
    description:
      'Path of a kubeconfig; left out: the service account of the pod, or KUBECONFIG.',
  }),
  context: z
    .string()
    .optional()
    .meta({ description: 'Context in that kubeconfig.' }),
  namespaces: z
    .array(z.string().min(1))
    .min(1)
    .default(['fhir'])
    .meta({ description: 'Namespaces that the forms offer.' }),
  hostPattern: z
    .string()
    .min(1)
    .default('{name}.{namespace}.example.org')
    .meta({ description: 'Public host name of a server.' }),
  urlPattern: z
    .string()
    .min(1)
    .default('https://{host}')
    .meta({ description: 'URL of a host.' }),
  databaseServer: z
    .string()
    .optional()
    .meta({ description: 'SQL server that the forms suggest.' }),
  authority: z
    .string()
    .optional()
    .meta({ description: 'Authority that the forms suggest.' }),
  audiencePattern: z
    .string()
    .optional()
    .meta({ description: 'Audience that the forms suggest, with {name}.' }),
  azure: Azure.optional().meta({
    description:
      'Where managed identities are made; left out: servers bring their own, or have none.',
  }),
});

/** The `fhir` section of app-config and the configuration file of fhirctl: which clusters there are. */
export const FleetConfig = z.object({
  clusters: z
    .array(Cluster)
    .default([])
    .meta({ description: 'The clusters that hold FHIR servers.' }),
  catalog: z
    .object({
      entityNamePattern: z
        .string()
        .min(1)
        .default('{name}')
        .meta({ description: 'With {cluster}, {namespace}, {name}.' }),
    })
    .prefault({}),
});

/** The clusters of a portal. */
export type FleetConfig = z.output<typeof FleetConfig>;
/** One cluster of a portal. */
export type FleetCluster = FleetConfig['clusters'][number];
/** Azure settings of a cluster. */
export type AzureConfig = z.output<typeof Azure>;
