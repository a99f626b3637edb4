import { builtInKinds, optionalKinds } from '@fhir-on-aks/fhir-view';
import { resourceTypes } from '@fhir-on-aks/kube';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const rbac = path.resolve(__dirname, '../../../deploy/portal/rbac.yaml');

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** What the ClusterRole of the portal allows, as `verb group/resource`. */
function rights(): string[] {
  const [role] = parseAllDocuments(fs.readFileSync(rbac, 'utf8'));
  const { rules }: { rules: Rule[] } = role?.toJS();
  return rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap(group =>
      resources.flatMap(resource =>
        verbs.map(verb => `${verb} ${group}/${resource}`),
      ),
    ),
  );
}

describe('the rights of the portal in a cluster', () => {
  it('are those that it needs, and no other', () => {
    const looked = [
      ...builtInKinds,
      ...optionalKinds,
      resourceTypes.Event,
      FHIR_RESOURCE,
    ].flatMap(({ group, plural }) =>
      ['get', 'list', 'watch'].map(verb => `${verb} ${group}/${plural}`),
    );
    const written = ['create', 'patch', 'delete'].map(
      verb => `${verb} ${FHIR_RESOURCE.group}/${FHIR_RESOURCE.plural}`,
    );
    // The logs, and whether a namespace is there before a server is made in it.
    const further = ['get /pods/log', 'get /namespaces', 'list /namespaces'];
    expect(rights().sort()).toEqual([...looked, ...written, ...further].sort());
  });
});
