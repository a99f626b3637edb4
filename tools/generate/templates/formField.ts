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

/** A wrong value is answered in words instead of with the rule of the schema (ajv-errors, in the form alone). */
function withWords(schema: JsonSchema): FormSchema {
  const { properties, items, ...rest } = schema;
  const errorMessage = { ...textWords(schema), ...numberWords(schema) };
  return {
    ...rest,
    ...(Object.keys(errorMessage).length > 0 ? { errorMessage } : {}),
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

function textWords({ pattern, maxLength, examples }: JsonSchema) {
  const [example] = examples ?? [];
  return {
    ...(pattern
      ? {
          pattern: example
            ? `does not have the right form. Example: ${example}`
            : 'does not have the right form',
        }
      : {}),
    ...(maxLength
      ? { maxLength: `must have at most ${maxLength} characters` }
      : {}),
  };
}

function numberWords({ type, minimum, maximum }: JsonSchema) {
  if (type !== 'integer') return {};
  const words = `must be a whole number from ${minimum} to ${maximum}`;
  return { type: words, minimum: words, maximum: words };
}
