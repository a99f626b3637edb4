import { isObject } from '../jsonValue';
import { fieldSchema, type Schema } from './schema';

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/**
 * A property name as CEL rules write it (`x-y` → `x__dash__y`); undefined when rules cannot reach it.
 * Source: k8s.io/apiserver/pkg/cel/escaping.go.
 */
export function escapeProperty(name: string): string | undefined {
  if (!/^[a-zA-Z_./-][a-zA-Z0-9_./-]*$/.test(name)) return undefined;
  if (reserved.has(name)) return `__${name}__`;
  return name
    .replace(/__/g, '__underscores__')
    .replace(/\./g, '__dot__')
    .replace(/-/g, '__dash__')
    .replace(/\//g, '__slash__');
}

/** A JSON value as CEL sees it: whole numbers are int, times are timestamps, declared fields have escaped names. */
export function celValue(schema: Schema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => celValue(schema?.items, item));
  }
  if (isObject(value)) return celObject(schema, value);
  if (typeof value === 'number') {
    return schema?.type !== 'number' && Number.isInteger(value)
      ? BigInt(value)
      : value;
  }
  return typeof value === 'string' ? celString(schema, value) : value;
}

function celObject(
  schema: Schema | undefined,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [field, one] of Object.entries(value)) {
    if (one === undefined) continue;
    const isDeclared = schema?.properties?.[field] !== undefined;
    const name = isDeclared ? escapeProperty(field) : field;
    if (name !== undefined) {
      result[name] = celValue(fieldSchema(schema, field), one);
    }
  }
  return result;
}

function celString(schema: Schema | undefined, value: string): unknown {
  switch (schema?.format) {
    case 'date':
    case 'date-time':
      return new Date(value);
    case 'byte':
      return new Uint8Array(Buffer.from(value, 'base64'));
    default:
      return value;
  }
}
