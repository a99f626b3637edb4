import {
  parseFleetConfig,
  parseOperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import fs from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const root = path.resolve(__dirname, '../../../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const guide = read('docs/cluster.md');
const config = read('app-config.cluster.yaml');
const portal = parseAllDocuments(read('deploy/portal/portal.yaml')).map(
  document => document.toJS({ maxAliasCount: 10 }),
);

/** The code blocks of the guide in a language. */
const blocks = (language: string) =>
  [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text);

describe('the guide to a real cluster', () => {
  it('shows operator settings that the operator takes', () => {
    const [values = ''] = blocks('yaml');
    const { settings } = parse(values);
    expect(parseOperatorSettings(settings)).toMatchObject({
      images: { R4: { repository: 'acrfhir.azurecr.io/r4-fhir-server' } },
      tls: { clusterIssuer: 'letsencrypt' },
    });
  });

  it('sets everything that app-config.cluster.yaml takes from the environment', () => {
    const wanted = new Set(
      [...config.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name),
    );
    const inSecret = [...guide.matchAll(/--from-literal=(\w+)=/g)];
    const given = new Set([
      ...inSecret.map(([, name]) => name),
      'AZURE_TENANT_ID', // by the workload identity webhook
      'TECHDOCS_DIRECTORY', // by the image
    ]);
    expect([...wanted].filter(name => !given.has(name))).toEqual([]);
    expect(read('deploy/images/portal/Dockerfile')).toContain(
      'TECHDOCS_DIRECTORY=/app/techdocs',
    );
  });

  it('names a fleet that the portal takes', () => {
    const { fhir } = parse(
      config.replace(/\$\{(\w+)\}/g, 'from-the-environment'),
    );
    expect(parseFleetConfig(fhir).clusters).toEqual([
      expect.objectContaining({ name: 'aks-weu' }),
    ]);
  });

  it('fills in every <placeholder> of the manifests that it applies', () => {
    const manifest = read('deploy/portal/portal.yaml').replace(/^#.*$/gm, '');
    const open = new Set(
      [...manifest.matchAll(/<[^<>]*[a-z][^<>]*>/g)].map(([text]) => text),
    );
    const filled = [...guide.matchAll(/s\/(<[^>]+>)\//g)].map(
      ([, text]) => text,
    );
    expect([...open].filter(text => !filled.includes(text))).toEqual([]);
  });
});

describe('the portal in a cluster', () => {
  const deployment = portal.find(({ kind }) => kind === 'Deployment');
  const { spec } = deployment.spec.template;

  it('runs under the restricted standard that its namespace enforces', () => {
    const namespace = portal.find(({ kind }) => kind === 'Namespace');
    expect(namespace.metadata.labels).toEqual({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('signs in to Azure as its own identity, without a secret', () => {
    const { labels } = deployment.spec.template.metadata;
    expect(labels['azure.workload.identity/use']).toBe('true');
    expect(JSON.stringify(portal)).not.toMatch(/password/i);
  });

  it('may write managed identities and their federated credentials, and nothing else in Azure', () => {
    const role = JSON.parse(read('deploy/azure/identities-role.json'));
    const writing = role.Actions.filter(
      (action: string) => !action.endsWith('/read'),
    );
    expect(writing).toHaveLength(4);
    for (const action of writing) {
      expect(action).toMatch(
        /^Microsoft\.ManagedIdentity\/userAssignedIdentities\/(federatedIdentityCredentials\/)?(write|delete)$/,
      );
    }
    expect(role.AssignableScopes).toEqual([
      '/subscriptions/<subscription>/resourceGroups/rg-fhir-identities',
    ]);
  });
});
