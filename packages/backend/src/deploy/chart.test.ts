import fs from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

// Helm is no part of this repository. What it does with the templates is not repeated here; what can be wrong in them
// without Helm saying so is: names of values and templates, indentation, kinds.
const chart = path.resolve(__dirname, '../../../../deploy/helm/fhir-operator');
const read = (file: string) => fs.readFileSync(path.join(chart, file), 'utf8');
const templates = fs
  .readdirSync(path.join(chart, 'templates'))
  .map(name => ({ name, text: read(`templates/${name}`) }));
const manifests = templates.filter(({ name }) => name.endsWith('.yaml'));
const values = parse(read('values.yaml'));
const schema = JSON.parse(read('values.schema.json'));

/** A template without its directives: lines that are only a directive go, a directive inside a line is a word. */
function withoutDirectives(text: string): string {
  return text
    .replace(/^\s*\{\{-? ?\/\*.*?\*\/ ?-?\}\}\n/gms, '')
    .replace(/^\s*\{\{[^\n]*\}\}\s*\n/gm, '')
    .replace(/\{\{.*?\}\}/g, 'value');
}

function documentsOf(text: string): Array<Record<string, unknown>> {
  return parseAllDocuments(withoutDirectives(text)).flatMap(document => {
    expect(document.errors).toEqual([]);
    return document.contents === null ? [] : [document.toJS()];
  });
}

const has = (object: unknown, keys: string[]): boolean => {
  const [key, ...rest] = keys;
  return (
    key === undefined ||
    (Object.hasOwn(Object(object), key) && has(Object(object)[key], rest))
  );
};

describe('the chart of the operator', () => {
  it.each(manifests.map(({ name, text }) => [name, text]))(
    'template %s is YAML',
    (_, text) => {
      for (const document of documentsOf(text)) {
        expect(document).toMatchObject({
          apiVersion: expect.any(String),
          kind: expect.any(String),
        });
      }
    },
  );

  it('has everything that an operator needs in a cluster', () => {
    const kinds = manifests.flatMap(({ text }) =>
      documentsOf(text).map(({ kind }) => kind),
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'ClusterRole',
      'ClusterRoleBinding',
      'ConfigMap',
      'Deployment',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Role',
      'RoleBinding',
      'Service',
      'ServiceAccount',
    ]);
    for (const file of ['fhirs.yaml', 'deletion-protection.yaml']) {
      expect(parseAllDocuments(read(`files/${file}`))).not.toEqual([]);
    }
  });

  it('uses only values that there are, and describes each of them', () => {
    const used = templates.flatMap(({ text }) =>
      [...text.matchAll(/\.Values\.([\w.]+)/g)].map(([, name = '']) => name),
    );
    expect(used.length).toBeGreaterThan(20);
    const missing = used.filter(
      name => !name.startsWith('settings') && !has(values, name.split('.')),
    );
    expect(missing).toEqual([]);
    const described = Object.keys(schema.properties).filter(
      name => name !== 'global',
    );
    expect(described.sort()).toEqual(Object.keys(values).sort());
  });

  it('includes only templates that are defined', () => {
    const all = templates.map(({ text }) => text).join('\n');
    const defined = [...all.matchAll(/define "([^"]+)"/g)].map(([, n]) => n);
    const included = [...all.matchAll(/include "([^"]+)"/g)].map(([, n]) => n);
    expect(included.filter(name => !defined.includes(name))).toEqual([]);
    expect(defined.filter(name => !included.includes(name))).toEqual([]);
  });

  it('runs the operator as a cluster with the restricted standard takes it', () => {
    const [deployment] = documentsOf(read('templates/deployment.yaml'));
    const { spec } = Object(deployment).spec.template;
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

  it('gives no right to everything, and none to the content of Secrets', () => {
    const rules = read('templates/_rules.tpl');
    expect(rules).not.toMatch(/- "?\*/);
    const secrets = /- secrets\n\s+verbs:\n((?:\s+- \w+\n)+)/.exec(rules)?.[1];
    expect(secrets?.match(/\w+/g)).toEqual(['list', 'watch']);
  });

  it('refuses a setting that is misspelt', () => {
    expect(schema.properties.settings.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties.settings.properties)).toEqual(
      expect.arrayContaining(['images', 'workers', 'leaderElection', 'sizes']),
    );
  });
});
