import type { PodSpec } from 'kubernetes-types/core/v1';
import type { StoredServiceAccount } from './stored';

const tokenDirectory = '/var/run/secrets/azure/wi/token';
const tokenFile = 'azure-identity-token';
const volumeName = 'azure-identity-token';

/** What the webhook writes that does not come from the service account. */
export interface WorkloadIdentityDefaults {
  tenantId: string;
  authorityHost: string;
}

/**
 * The mutating webhook of Azure Workload Identity 1.6: pods with the label `azure.workload.identity/use: "true"` get
 * the projected token and the four environment variables.
 */
export function injectWorkloadIdentity(
  spec: PodSpec,
  pod: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
  },
  account: StoredServiceAccount | undefined,
  defaults: WorkloadIdentityDefaults,
): PodSpec {
  if (pod.labels['azure.workload.identity/use'] !== 'true') return spec;
  const annotations = account?.metadata.annotations ?? {};
  const env = [
    {
      name: 'AZURE_CLIENT_ID',
      value: annotations['azure.workload.identity/client-id'] ?? '',
    },
    {
      name: 'AZURE_TENANT_ID',
      value:
        annotations['azure.workload.identity/tenant-id'] ?? defaults.tenantId,
    },
    {
      name: 'AZURE_FEDERATED_TOKEN_FILE',
      value: `${tokenDirectory}/${tokenFile}`,
    },
    { name: 'AZURE_AUTHORITY_HOST', value: defaults.authorityHost },
  ];
  const skipped = (
    pod.annotations['azure.workload.identity/skip-containers'] ?? ''
  ).split(';');
  return {
    ...spec,
    containers: spec.containers.map(container =>
      skipped.includes(container.name)
        ? container
        : {
            ...container,
            env: [
              ...(container.env ?? []),
              ...env.filter(
                ({ name }) => !container.env?.some(one => one.name === name),
              ),
            ],
            volumeMounts: [
              ...(container.volumeMounts ?? []),
              {
                name: volumeName,
                mountPath: tokenDirectory,
                readOnly: true,
              },
            ],
          },
    ),
    volumes: [
      ...(spec.volumes ?? []),
      {
        name: volumeName,
        projected: {
          defaultMode: 420,
          sources: [
            {
              serviceAccountToken: {
                audience: 'api://AzureADTokenExchange',
                expirationSeconds: Number(
                  annotations[
                    'azure.workload.identity/service-account-token-expiration'
                  ] ?? 3600,
                ),
                path: tokenFile,
              },
            },
          ],
        },
      },
    ],
  };
}
