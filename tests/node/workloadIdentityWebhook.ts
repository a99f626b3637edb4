const tokenFolder = '/var/run/secrets/azure/wi/token';

/**
 * Stands in for the mutating webhook of Azure Workload Identity, which cannot be had here: an admission policy that
 * gives the FHIR servers of a namespace the same projected token and the same environment. The client id of the service account is
 * not to be seen by a policy, so it is a constant.
 */
export function workloadIdentityWebhook(
  namespace: string,
  clientId: string,
): object[] {
  const name = 'azure-workload-identity';
  const additions = [
    [
      '/spec/volumes/-',
      `Object.spec.volumes{
        name: "azure-identity-token",
        projected: Object.spec.volumes.projected{
          defaultMode: 420,
          sources: [Object.spec.volumes.projected.sources{
            serviceAccountToken: Object.spec.volumes.projected.sources.serviceAccountToken{
              audience: "api://AzureADTokenExchange",
              expirationSeconds: 3600,
              path: "azure-identity-token"
            }
          }]
        }
      }`,
    ],
    [
      '/spec/containers/0/volumeMounts/-',
      `Object.spec.containers.volumeMounts{
        name: "azure-identity-token",
        mountPath: "${tokenFolder}",
        readOnly: true
      }`,
    ],
    ...environment(clientId).map(([key, value]) => [
      '/spec/containers/0/env/-',
      `Object.spec.containers.env{name: "${key}", value: "${value}"}`,
    ]),
  ];
  const expression = `[${additions
    .map(
      ([place, value]) =>
        `JSONPatch{op: "add", path: "${place}", value: ${value}}`,
    )
    .join(', ')}]`;
  const api = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion: api,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        reinvocationPolicy: 'Never',
        matchConstraints: {
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': namespace },
          },
          objectSelector: {
            matchLabels: { 'azure.workload.identity/use': 'true' },
          },
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE'],
              resources: ['pods'],
            },
          ],
        },
        mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }],
      },
    },
    {
      apiVersion: api,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name },
    },
  ];
}

/** Where version 1.6 of the webhook puts the token. */
/** The same with the name of the file, as pods are told. */
export const tokenFile = `${tokenFolder}/azure-identity-token`;

function environment(clientId: string): [string, string][] {
  return [
    ['AZURE_CLIENT_ID', clientId],
    ['AZURE_TENANT_ID', '0d6a1f2b-0c1d-4e2f-8a3b-4c5d6e7f8091'],
    ['AZURE_FEDERATED_TOKEN_FILE', tokenFile],
    ['AZURE_AUTHORITY_HOST', 'https://login.example.org/'],
  ];
}
