import { schemaAt, type JsonSchema } from '@fhir-on-aks/plugin-fhir-common';

/** How the form shows a field; `ui:` keys of the scaffolder, and defaults that only the form suggests. */
export type FieldLook = Record<string, unknown>;

/** A form that the scaffolder draws: JSON Schema with `ui:` keys. */
export type FormSchema = Record<string, unknown>;

/** Draws a field itself, with its errors beside it. */
export const ownField = (field: string): FieldLook => ({
  'ui:field': field,
  'ui:hideError': true,
});

/** Leaves a field out of the scaffolder's last list: the form has said it in sentences already. */
export const unlisted: FieldLook = {
  'ui:backstage': { review: { show: false } },
};

/**
 * A field of a form: words, bounds and defaults are those of the definition, a field of a form adds only how it looks.
 * Throws when the definition has no such field.
 */
export function formField(
  definition: JsonSchema,
  path: string[],
  look: FieldLook = {},
): FormSchema {
  const found = schemaAt(definition, path);
  if (!found) throw new Error(`no field ${path.join('.')} in the definition`);
  return { ...withWords(found), ...look };
}

/** One page of a form. */
export function formPage(
  title: string,
  properties: Record<string, FormSchema>,
  required: string[] = [],
): FormSchema {
  return {
    title,
    ...(required.length > 0 ? { required } : {}),
    properties,
  };
}

/** A text of the wrong form is answered with an example instead of with the pattern (ajv-errors, in the form alone). */
function withWords(schema: JsonSchema): FormSchema {
  const { properties, items, ...rest } = schema;
  const [example] = schema.examples ?? [];
  return {
    ...rest,
    ...(schema.pattern
      ? {
          errorMessage: {
            pattern: example
              ? `does not have the right form. Example: ${example}`
              : 'does not have the right form',
          },
        }
      : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [
              name,
              withWords(property),
            ]),
          ),
        }
      : {}),
    ...(items ? { items: withWords(items) } : {}),
  };
}
