import {
  customResourceDefinition,
  deletionProtection,
} from '@fhir-on-aks/plugin-fhir-common';
import type { GeneratedFile } from '../generate';
import { generatedYaml } from '../generatedYaml';
import { rulesTemplate } from './rulesTemplate';
import { valuesSchema } from './valuesSchema';

const CHART = 'deploy/helm/fhir-operator';

/** What the chart of the operator has from the code: CRD, admission policy, rights, the schema of its values. */
export function chartFiles(): GeneratedFile[] {
  return [
    {
      path: `${CHART}/files/fhirs.yaml`,
      content: generatedYaml(kept(customResourceDefinition())),
    },
    {
      path: `${CHART}/files/deletion-protection.yaml`,
      content: generatedYaml(...deletionProtection()),
    },
    { path: `${CHART}/templates/_rules.tpl`, content: rulesTemplate() },
    {
      path: `${CHART}/values.schema.json`,
      content: `${JSON.stringify(valuesSchema(), null, 2)}\n`,
    },
  ];
}

/** Helm leaves it behind when the chart is removed: with the CRD every FHIR server would go. */
function kept({ metadata, ...definition }: { metadata: object }): object {
  return {
    ...definition,
    metadata: {
      ...metadata,
      annotations: { 'helm.sh/resource-policy': 'keep' },
    },
  };
}
