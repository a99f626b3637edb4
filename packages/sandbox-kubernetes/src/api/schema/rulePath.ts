import { fieldSchema, type Schema } from './schema';

/** Whether the `fieldPath` of a rule (`.a.b`, `['x']`) leads to a field that the schema declares. */
export function rulePath(schema: Schema, path: string): boolean {
  let rest = path;
  let current: Schema | undefined = schema;
  if (rest === '') return false;
  while (rest !== '') {
    const step = /^\.([^.[\]]+)|^\['((?:[^'\\]|\\.)*)'\]/.exec(rest);
    if (!step) return false;
    const name: string = step[1] ?? step[2].replace(/\\(.)/g, '$1');
    const next: Schema | undefined = fieldSchema(current, name);
    if (!next) return false;
    current = next;
    rest = rest.slice(step[0].length);
  }
  return true;
}
