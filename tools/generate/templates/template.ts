import type { FormSchema } from './formField';

/** What differs between the templates. */
export interface TemplateParts {
  name: string;
  title: string;
  description: string;
  tags: string[];
  /** What the button says that starts the task. */
  createButton: string;
  pages: FormSchema[];
  step: { id: string; name: string; action: string; input: unknown };
  output: unknown;
}

/** A template of the scaffolder with one step: the action does everything, so that it can be called without a form. */
export function template(parts: TemplateParts) {
  const { name, title, description, tags, createButton } = parts;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, title, description, tags },
    spec: {
      owner: 'group:default/platform',
      type: 'fhir-server',
      presentation: {
        buttonLabels: {
          reviewButtonText: 'Confirm',
          createButtonText: createButton,
        },
      },
      parameters: parts.pages,
      steps: [parts.step],
      output: parts.output,
    },
  };
}

/** The value of a form key, in a step. */
export const parameter = (key: string) => `\${{ parameters.${key} }}`;

/** An output of a step. */
export const stepOutput = (step: string, key: string) =>
  `\${{ steps.${step}.output.${key} }}`;

/** The links that a task ends with: the page of the server, and the server. */
export const serverLinks = (step: string) => [
  {
    title: 'Page of the FHIR server',
    icon: 'catalog',
    entityRef: stepOutput(step, 'entityRef'),
  },
  {
    if: stepOutput(step, 'metadataUrl'),
    title: 'FHIR endpoint (capability statement)',
    icon: 'web',
    url: stepOutput(step, 'metadataUrl'),
  },
];
