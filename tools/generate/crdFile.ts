import { customResourceDefinition } from '@fhir-on-aks/plugin-fhir-common';
import type { GeneratedFile } from './generate';
import { generatedYaml } from './generatedYaml';

/** The CustomResourceDefinition that clusters install and the sandbox reads. */
export function crdFile(): GeneratedFile {
  return {
    path: 'deploy/crd/fhirs.yaml',
    content: generatedYaml(customResourceDefinition()),
  };
}
