import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { azureSettings } from './azureSettings';
import { loadFleet } from './loadFleet';

const azure = {
  AZURE_SUBSCRIPTION_ID: 's',
  AZURE_RESOURCE_GROUP: 'rg',
  AZURE_LOCATION: 'westeurope',
  AZURE_TENANT_ID: 't',
  AKS_OIDC_ISSUER: 'https://oidc.example.org/',
};
let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fleet-'));
});

afterEach(() => fs.rmSync(directory, { recursive: true }));

function write(name: string, content: string): void {
  const file = path.join(directory, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}

const load = (
  options: Parameters<typeof loadFleet>[0] = {},
  variables: Record<string, string> = {},
) =>
  loadFleet(options, {
    variables,
    directory,
    home: directory,
    contextName: ({ context = 'AKS_West (admin)' }) => context,
  });
const names = (...args: Parameters<typeof load>) =>
  load(...args).config.clusters.map(({ name }) => name);

describe('loadFleet finds the configuration', () => {
  beforeEach(() => {
    write('a.yaml', 'clusters: [{name: a}]');
    write('b.yaml', 'clusters: [{name: b}]');
    write('.config/fhirctl/config.yaml', 'clusters: [{name: c}]');
  });

  it.each([
    [
      '--config first',
      { config: 'a.yaml' },
      { FHIRCTL_CONFIG: 'b.yaml' },
      ['a'],
    ],
    ['then FHIRCTL_CONFIG', {}, { FHIRCTL_CONFIG: 'b.yaml' }, ['b']],
    ['then ~/.config', {}, {}, ['c']],
    [
      'then the kubeconfig',
      {},
      { XDG_CONFIG_HOME: '/nowhere' },
      ['aks-west-admin'],
    ],
    [
      '--kubeconfig asks for no configuration',
      { kubeconfig: 'k' },
      { FHIRCTL_CONFIG: 'b.yaml' },
      ['aks-west-admin'],
    ],
    [
      '--context too',
      { context: 'prod' },
      { FHIRCTL_CONFIG: 'b.yaml' },
      ['prod'],
    ],
  ])('%s', (_case, options, variables, expected) => {
    expect(
      names(options, Object.fromEntries(Object.entries(variables))),
    ).toEqual(expected);
  });
});

describe('loadFleet reads a configuration', () => {
  it.each([
    ['the section alone', 'clusters: [{name: one}]'],
    [
      'the app-config of the portal',
      'app: {title: x}\nfhir: {clusters: [{name: one}]}',
    ],
    ['JSON', '{"clusters": [{"name": "one"}]}'],
  ])('%s', (_case, content) => {
    write('c.yaml', content);
    const fleet = load({ config: 'c.yaml' });
    expect(fleet.suggests).toBe(true);
    expect(fleet.config.clusters[0]?.name).toBe('one');
  });

  it('fills variables as Backstage does: what is not set counts as left out', () => {
    write(
      'c.yaml',
      `clusters:
  - name: one
    title: \${TITLE}
    context: aks-\${REGION}
    authority: https://login/\${TENANT}/v2.0
    audiencePattern: $\${name}`,
    );
    const [one] = load({ config: 'c.yaml' }, { REGION: 'weu', TENANT: 't' })
      .config.clusters;
    expect(one).toMatchObject({
      context: 'aks-weu',
      authority: 'https://login/t/v2.0',
      audiencePattern: '${name}',
    });
    expect(one).not.toHaveProperty('title');
  });

  it('takes a kubeconfig relative to the file', () => {
    write('sub/c.yaml', 'clusters: [{name: one, kubeconfig: kube.yaml}]');
    expect(load({ config: 'sub/c.yaml' }).config.clusters[0]?.kubeconfig).toBe(
      path.join(directory, 'sub/kube.yaml'),
    );
  });

  it.each([
    [
      'a field that is not there',
      'clusters: [{name: one, title: [1]}]',
      'fhir.clusters[0].title',
    ],
    ['a wrong key', 'clusters: [{nam: one}]', 'fhir.clusters[0].nam'],
    ['YAML that is none', 'clusters: [', 'cannot be read'],
  ])('refuses %s', (_case, content, words) => {
    write('c.yaml', content);
    expect(() => load({ config: 'c.yaml' })).toThrow(words);
  });

  it('says that the file is not there', () => {
    expect(() => load({ config: 'nowhere.yaml' })).toThrow(
      /The configuration .*nowhere.yaml cannot be read: ENOENT/,
    );
  });
});

describe('loadFleet without a configuration', () => {
  it('is the cluster of kubectl, which suggests nothing', () => {
    const { config, suggests } = load();
    expect(suggests).toBe(false);
    expect(config.clusters).toEqual([
      expect.objectContaining({ name: 'aks-west-admin', namespaces: ['fhir'] }),
    ]);
    expect(config.clusters[0]?.azure).toBeUndefined();
  });

  it('is called as --cluster says, in the namespace of -n, with the Azure of the environment', () => {
    const { config } = load({ cluster: 'aks-weu', namespace: 'cardio' }, azure);
    expect(config.clusters[0]).toMatchObject({
      name: 'aks-weu',
      namespaces: ['cardio'],
      azure: {
        subscriptionId: 's',
        oidcIssuer: 'https://oidc.example.org/',
        endpoint: 'https://management.azure.com',
      },
    });
  });

  it('says what to set when there is no cluster at all', () => {
    expect(() =>
      loadFleet(
        {},
        {
          variables: {},
          directory,
          home: directory,
          contextName: () => {
            throw new Error('no cluster to talk to');
          },
        },
      ),
    ).toThrow('No cluster can be used: no cluster to talk to');
  });
});

describe('azureSettings', () => {
  it('are those of the options, then those of the environment', () => {
    expect(
      azureSettings(
        { azureSubscription: 'other', oidcIssuer: 'https://other/' },
        { ...azure, AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 'hidden' },
      ),
    ).toEqual({
      subscriptionId: 'other',
      resourceGroup: 'rg',
      location: 'westeurope',
      tenantId: 't',
      oidcIssuer: 'https://other/',
      clientId: 'c',
      clientSecret: 'hidden',
    });
  });

  it('are none when only variables of other programs are set', () => {
    expect(
      azureSettings({}, { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' }),
    ).toBeUndefined();
  });

  it('name everything that is missing, and how to give it', () => {
    expect(() => azureSettings({ azureSubscription: 's' }, {})).toThrow(
      [
        'The set of Azure settings is not valid:',
        'azure.resourceGroup: is missing; set AZURE_RESOURCE_GROUP or give --azure-resource-group',
        'azure.location: is missing; set AZURE_LOCATION or give --azure-location',
        'azure.tenantId: is missing; set AZURE_TENANT_ID or give --azure-tenant',
        'azure.oidcIssuer: is missing; set AKS_OIDC_ISSUER or give --oidc-issuer',
      ].join('\n'),
    );
  });
});
