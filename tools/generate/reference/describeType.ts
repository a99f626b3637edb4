import { unreachable, type JsonSchema } from '@fhir-on-aks/plugin-fhir-common';

/** The type of a field with its bounds, in words: `whole number, 1 to 100`. */
export function describeType(schema: JsonSchema): string {
  const { type, enum: choices, items, additionalProperties } = schema;
  if (choices) return choices.map(choice => `\`${choice}\``).join(', ');
  switch (type) {
    case 'string':
      return describeText(schema);
    case 'integer':
    case 'number':
      return `${type === 'integer' ? 'whole number' : 'number'}${range(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return `list of ${items ? describeType(items) : 'anything'}${range(schema.minItems, schema.maxItems, 'entries')}`;
    case 'object':
      return typeof additionalProperties === 'object'
        ? `map of ${describeType(additionalProperties)}${range(undefined, schema.maxProperties, 'entries')}`
        : 'object';
    case undefined:
      return 'anything';
    default:
      return unreachable(type);
  }
}

function describeText({ minLength, maxLength, pattern, format }: JsonSchema) {
  const form = format === 'uri' ? 'URL' : 'text';
  const bounds = range(minLength, maxLength, 'characters');
  return pattern ? `${form}${bounds}, \`${pattern}\`` : `${form}${bounds}`;
}

// The greatest safe integer is no bound that a person has set.
function range(from?: number, to?: number, unit = ''): string {
  const upper =
    to !== undefined && to < Number.MAX_SAFE_INTEGER ? to : undefined;
  const lower =
    from !== undefined && from > Number.MIN_SAFE_INTEGER ? from : undefined;
  const suffix = unit ? ` ${unit}` : '';
  if (upper === undefined && lower === 1 && unit) return ', not empty';
  if (upper === undefined) return lower ? `, at least ${lower}${suffix}` : '';
  return lower === undefined
    ? `, at most ${upper}${suffix}`
    : `, ${lower} to ${upper}${suffix}`;
}
