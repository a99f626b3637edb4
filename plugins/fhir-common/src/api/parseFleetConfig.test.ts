import { InvalidConfigError, describeIssue } from './InvalidInputError';
import { parseFleetConfig } from './parseFleetConfig';

describe('parseFleetConfig', () => {
  it('is no cluster when nothing is configured', () => {
    expect(parseFleetConfig(undefined)).toEqual({
      clusters: [],
      catalog: { entityNamePattern: '{name}' },
    });
  });

  it('fills what a cluster leaves out', () => {
    const { clusters } = parseFleetConfig({ clusters: [{ name: 'aks-weu' }] });
    expect(clusters).toEqual([
      {
        name: 'aks-weu',
        namespaces: ['fhir'],
        hostPattern: '{name}.{namespace}.example.org',
        urlPattern: 'https://{host}',
      },
    ]);
  });

  it.each<[string, unknown, string[]]>([
    [
      'two clusters of one name',
      { clusters: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
      [
        'fhir.clusters[2].name = "a": is already the name of fhir.clusters[0]; give every cluster a name of its own',
      ],
    ],
    [
      'a field that does not exist',
      { clusters: [{ name: 'a', kubeConfig: '/x' }] },
      [
        'fhir.clusters[0].kubeConfig = "/x": is not a field; did you mean kubeconfig?',
      ],
    ],
    [
      'Azure settings that are not whole, without showing the secret',
      {
        clusters: [
          {
            name: 'a',
            azure: {
              subscriptionId: 's',
              resourceGroup: 'rg',
              location: 'westeurope',
              tenantId: 't',
              oidcIssuer: 'https://issuer/',
              clientSecret: 5,
              endpoint: 'not a url',
            },
          },
        ],
      },
      [
        'fhir.clusters[0].azure.clientSecret = (not shown): must be a text; write a text',
        'fhir.clusters[0].azure.endpoint = "not a url": does not have the right form; write Azure Resource Manager endpoint, as a uri',
      ],
    ],
  ])('refuses %s', (_, json, lines) => {
    expect(issuesOf(json)).toEqual(lines);
  });

  it.each(['text', 5, [], { clusters: 'x' }])('refuses %j', json => {
    expect(() => parseFleetConfig(json)).toThrow(InvalidConfigError);
  });
});

function issuesOf(json: unknown): string[] {
  try {
    parseFleetConfig(json);
    return [];
  } catch (error) {
    return error instanceof InvalidConfigError
      ? error.issues.map(describeIssue)
      : [String(error)];
  }
}
