import { clone, equal, isObject, type JsonObject } from '../jsonValue';
import { fieldSchema, type Schema } from '../schema/schema';
import { badRequest, StatusError } from '../statusError';

/**
 * Applies a strategic merge patch to a copy: lists with a merge key are merged by it, with
 * the directives $patch, $retainKeys, $deleteFromPrimitiveList and $setElementOrder.
 */
export function strategicMergePatch(
  schema: Schema,
  target: JsonObject,
  patch: unknown,
): JsonObject {
  if (!isObject(patch)) {
    throw badRequest('a strategic merge patch must be a JSON object');
  }
  return mergeObjects(schema, target, patch);
}

function strategies(schema: Schema | undefined): string[] {
  return (schema?.['x-kubernetes-patch-strategy'] ?? '').split(',');
}

function mergeObjects(
  schema: Schema | undefined,
  target: JsonObject,
  patch: JsonObject,
): JsonObject {
  const directive = patch.$patch;
  if (directive === 'replace') return withoutDirectives(patch);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw badRequest(`unknown $patch directive ${JSON.stringify(directive)}`);
  }
  const result = clone(target);
  retainKeys(result, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (!field.startsWith('$')) {
      mergeField(fieldSchema(schema, field), result, field, value, patch);
    }
  }
  applyListDirectives(schema, result, patch);
  return result;
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).filter(([field]) => !field.startsWith('$')),
  );
}

function retainKeys(result: JsonObject, patch: JsonObject): void {
  const kept = patch.$retainKeys;
  if (!Array.isArray(kept)) return;
  for (const field of Object.keys(result)) {
    if (!kept.includes(field)) delete result[field];
  }
}

function mergeField(
  schema: Schema | undefined,
  result: JsonObject,
  field: string,
  value: unknown,
  patch: JsonObject,
): void {
  const current = result[field];
  if (value === null) delete result[field];
  else if (isObject(value)) {
    const replaced = strategies(schema).includes('replace');
    const base = isObject(current) && !replaced ? current : {};
    const merged = mergeObjects(schema, base, value);
    if (value.$patch === 'delete') delete result[field];
    else result[field] = merged;
  } else if (Array.isArray(value) && strategies(schema).includes('merge')) {
    result[field] = mergeLists(
      schema,
      Array.isArray(current) ? current : [],
      value,
      patch[`$setElementOrder/${field}`],
    );
  } else result[field] = clone(value);
}

/** Directives that come without the list itself: order only, or deletions from a list of scalars. */
function applyListDirectives(
  schema: Schema | undefined,
  result: JsonObject,
  patch: JsonObject,
): void {
  for (const [key, value] of Object.entries(patch)) {
    const [directive, field] = key.split('/');
    const current = field === undefined ? undefined : result[field];
    if (!Array.isArray(value) || !Array.isArray(current)) continue;
    if (directive === '$deleteFromPrimitiveList') {
      result[field] = current.filter(
        item => !value.some(gone => equal(item, gone)),
      );
    } else if (directive === '$setElementOrder' && patch[field] === undefined) {
      result[field] = inOrder(
        fieldSchema(schema, field)?.['x-kubernetes-patch-merge-key'],
        current,
        value,
      );
    }
  }
}

function mergeLists(
  schema: Schema | undefined,
  current: unknown[],
  patch: unknown[],
  order: unknown,
): unknown[] {
  const key = schema?.['x-kubernetes-patch-merge-key'];
  const replaces = patch.some(
    item => isObject(item) && item.$patch === 'replace',
  );
  if (replaces) {
    return patch.filter(item => !isObject(item) || item.$patch === undefined);
  }
  const merged = key
    ? mergeByKey(schema?.items, key, current, patch)
    : mergeScalars(current, patch);
  const wanted = Array.isArray(order) ? order : patch;
  return mergeOrder(key, merged, wanted, current);
}

function mergeScalars(current: unknown[], patch: unknown[]): unknown[] {
  const added = patch.filter(
    item => !current.some(other => equal(other, item)),
  );
  return [...current, ...clone(added)];
}

function mergeByKey(
  schema: Schema | undefined,
  key: string,
  current: unknown[],
  patch: unknown[],
): unknown[] {
  let result = clone(current);
  for (const item of patch) {
    if (!isObject(item) || item[key] === undefined) {
      throw new StatusError(
        500,
        '',
        `map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`,
      );
    }
    const same = (other: unknown) =>
      isObject(other) && equal(other[key], item[key]);
    const index = result.findIndex(same);
    const found = result[index];
    if (item.$patch === 'delete') {
      result = result.filter(other => !same(other));
    } else if (isObject(found))
      result[index] = mergeObjects(schema, found, item);
    else result.push(mergeObjects(schema, {}, item));
  }
  return result;
}

type Identity = (item: unknown) => string;

function identityBy(key: string | undefined): Identity {
  return item => JSON.stringify(key && isObject(item) ? item[key] : item);
}

/** Items named by an order come in that order; the others keep their place before what followed them. */
function inOrder(
  key: string | undefined,
  items: unknown[],
  order: unknown[],
): unknown[] {
  return mergeOrder(key, items, order, items);
}

/**
 * Brings together the items that a patch names, in the order of the patch, and the others, in the
 * order that the server has. Model: normalizeElementOrder in apimachinery's strategicpatch.
 */
function mergeOrder(
  key: string | undefined,
  items: unknown[],
  patchOrder: unknown[],
  serverOrder: unknown[],
): unknown[] {
  const identity = identityBy(key);
  const wanted = patchOrder.map(identity);
  const known = serverOrder.map(identity);
  const by = (order: string[]) => (a: unknown, b: unknown) =>
    order.indexOf(identity(a)) - order.indexOf(identity(b));
  const named = items
    .filter(item => wanted.includes(identity(item)))
    .sort(by(wanted));
  const others = items
    .filter(item => !wanted.includes(identity(item)))
    .sort(by(known));
  const result: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const left = known.indexOf(identity(others[0]));
    const right = known.indexOf(identity(named[0]));
    const isBefore = left >= 0 && right >= 0 && left < right;
    result.push((isBefore ? others : named).shift());
  }
  return [...result, ...others, ...named];
}
