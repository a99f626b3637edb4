interface Names {
  group: string;
  version: string;
  kind: string;
  plural: string;
  shortNames?: string[];
  cluster?: boolean;
  status?: boolean;
}

/**
 * Custom resources that are installed from the start: AAD Pod Identity, and the Gateway API as far as app routing uses
 * it. Their fields are not checked; the projects' own definitions may be applied over these.
 */
export const clusterDefinitions: object[] = [
  podIdentity('AzureIdentity', 'azureidentities'),
  podIdentity('AzureIdentityBinding', 'azureidentitybindings'),
  podIdentity('AzureAssignedIdentity', 'azureassignedidentities'),
  podIdentity('AzurePodIdentityException', 'azurepodidentityexceptions'),
  gateway('GatewayClass', 'gatewayclasses', 'gc'),
  gateway('Gateway', 'gateways', 'gtw'),
  gateway('HTTPRoute', 'httproutes'),
];

function podIdentity(kind: string, plural: string): object {
  return definition({
    group: 'aadpodidentity.k8s.io',
    version: 'v1',
    kind,
    plural,
    // Upstream has no status subresource; MIC writes the status with the object.
    status: false,
  });
}

function gateway(kind: string, plural: string, short?: string): object {
  return definition({
    group: 'gateway.networking.k8s.io',
    version: 'v1',
    kind,
    plural,
    shortNames: short ? [short] : [],
    cluster: kind === 'GatewayClass',
    status: true,
  });
}

function definition(names: Names): object {
  const { group, version, kind, plural } = names;
  const anything = {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      annotations: {
        'api-approved.kubernetes.io':
          'https://github.com/kubernetes-sigs/gateway-api',
      },
    },
    spec: {
      group,
      scope: names.cluster ? 'Cluster' : 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(names.shortNames?.length ? { shortNames: names.shortNames } : {}),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          ...(names.status ? { subresources: { status: {} } } : {}),
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: anything, status: anything },
            },
          },
        },
      ],
    },
  };
}
