import { deletionProtection } from '@fhir-on-aks/plugin-fhir-common';
import type { GeneratedFile } from './generate';
import { generatedYaml } from './generatedYaml';

/** The admission policy that holds `kubectl delete` to `spec.deletionProtection`. */
export function deletionProtectionFile(): GeneratedFile {
  return {
    path: 'deploy/crd/deletion-protection.yaml',
    content: generatedYaml(...deletionProtection()),
  };
}
