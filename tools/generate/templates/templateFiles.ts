import type { GeneratedFile } from '../generate';
import { generatedYaml } from '../generatedYaml';
import { deprovisionTemplate } from './deprovisionTemplate';
import { instanceTemplate } from './instanceTemplate';
import { updateTemplate } from './updateTemplate';

/** The templates of the self-service form. */
export function templateFiles(): GeneratedFile[] {
  return [instanceTemplate(), updateTemplate(), deprovisionTemplate()].map(
    document => ({
      path: `templates/${document.metadata.name}/template.yaml`,
      content: generatedYaml(document),
    }),
  );
}
