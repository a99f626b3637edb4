import type { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
} from '@azure/identity';
import type { AzureConfig } from '@fhir-on-aks/plugin-fhir-common';

/** Authorities that Microsoft runs; any other (Azure Stack, a private cloud) is not in Microsoft's directory of authorities. */
const knownAuthorities = new Set([
  'https://login.microsoftonline.com',
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
]);

/** How the portal signs in: the service principal of the configuration, else what the machine offers (workload identity, az login, …). */
export function azureCredential(
  config: AzureConfig,
  ca?: string,
): TokenCredential {
  const authorityHost = config.authorityHost.replace(/\/+$/, '');
  const options = {
    authorityHost,
    disableInstanceDiscovery: !knownAuthorities.has(authorityHost),
    retryOptions: { maxRetries: 0 },
    ...(ca && { tlsOptions: { ca } }),
  };
  return config.clientId && config.clientSecret
    ? new ClientSecretCredential(
        config.tenantId,
        config.clientId,
        config.clientSecret,
        options,
      )
    : new DefaultAzureCredential({
        ...options,
        tenantId: config.tenantId,
        ...(config.clientId && { managedIdentityClientId: config.clientId }),
      });
}
