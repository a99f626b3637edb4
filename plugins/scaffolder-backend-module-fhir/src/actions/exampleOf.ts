import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** An example of an action as the portal shows it: one step of a template. */
export function exampleOf(
  action: string,
  description: string,
  input: object,
): TemplateExample {
  const [, id = action] = action.split(':');
  const step = { id, name: description, action, input };
  return { description, example: stringify({ steps: [step] }) };
}
