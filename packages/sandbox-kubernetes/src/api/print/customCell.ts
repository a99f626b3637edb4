import type { KubeObject } from '../contract';
import { isObject } from '../jsonValue';
import type { PrinterColumn } from '../types/resourceType';
import { age } from './humanDuration';
import { parseJsonPath } from './jsonPath';

const paths = new Map<string, ReturnType<typeof parseJsonPath>>();

function pathOf(text: string) {
  if (!paths.has(text)) paths.set(text, parseJsonPath(text));
  return paths.get(text);
}

/** The cell of a column with a JSON path; null where there is no value of the column's type. */
export function customCell(
  column: PrinterColumn,
  object: KubeObject,
  now: number,
): unknown {
  const find = pathOf(column.jsonPath ?? '');
  const value = find?.(object)[0];
  if (value === undefined || value === null) return null;
  switch (column.type) {
    case 'string':
      return textOf(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? age(value, now) : null;
    default:
      return null;
  }
}

function textOf(value: unknown): string {
  return isObject(value) || Array.isArray(value)
    ? JSON.stringify(value)
    : String(value);
}
