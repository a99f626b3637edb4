import {
  InvalidConfigError,
  type FieldIssue,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FleetOptions } from '../options';

type Variables = Record<string, string | undefined>;

/** What must be there, where from, and the key in the configuration. */
const required = [
  [
    'subscriptionId',
    'azureSubscription',
    'AZURE_SUBSCRIPTION_ID',
    '--azure-subscription',
  ],
  [
    'resourceGroup',
    'azureResourceGroup',
    'AZURE_RESOURCE_GROUP',
    '--azure-resource-group',
  ],
  ['location', 'azureLocation', 'AZURE_LOCATION', '--azure-location'],
  ['tenantId', 'azureTenant', 'AZURE_TENANT_ID', '--azure-tenant'],
  ['oidcIssuer', 'oidcIssuer', 'AKS_OIDC_ISSUER', '--oidc-issuer'],
] as const;

/**
 * The Azure settings of options and environment, as the configuration would have them; undefined when neither
 * subscription nor resource group is given: other variables may be set for other programs.
 * Throws `InvalidConfigError` that names every setting that is missing.
 */
export function azureSettings(
  options: FleetOptions,
  variables: Variables,
): Record<string, string> | undefined {
  const given = required.map(([key, option, variable, flag]) => ({
    key,
    variable,
    flag,
    value: options[option] ?? variables[variable] ?? '',
  }));
  const wanted = given.slice(0, 2).some(({ value }) => value);
  if (!wanted) return undefined;
  const missing = given.filter(({ value }) => !value).map(missingIssue);
  if (missing.length > 0) {
    throw new InvalidConfigError('The set of Azure settings', missing);
  }
  return {
    ...Object.fromEntries(given.map(({ key, value }) => [key, value])),
    ...optional(variables),
  };
}

function missingIssue({
  key,
  variable,
  flag,
}: {
  key: string;
  variable: string;
  flag: string;
}): FieldIssue {
  return {
    field: `azure.${key}`,
    value: '',
    message: 'is missing',
    remedy: `set ${variable} or give ${flag}`,
  };
}

function optional(variables: Variables): Record<string, string> {
  const names = {
    clientId: 'AZURE_CLIENT_ID',
    clientSecret: 'AZURE_CLIENT_SECRET',
    authorityHost: 'AZURE_AUTHORITY_HOST',
    endpoint: 'AZURE_RESOURCE_MANAGER_ENDPOINT',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, variable]) => {
      const value = variables[variable];
      return value ? [[key, value]] : [];
    }),
  );
}
