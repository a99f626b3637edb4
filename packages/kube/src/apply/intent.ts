import { isPlainObject } from 'es-toolkit';

/**
 * Whether a stored object says everything that an intent says. The API server may have added fields and list entries
 * with other keys; what the intent names must be there with the same value.
 */
export function includes(stored: unknown, intent: unknown): boolean {
  if (intent === undefined) return true;
  if (intent === null || typeof intent !== 'object') return stored === intent;
  if (stored === null || typeof stored !== 'object') {
    return isEmpty(intent) && stored === undefined;
  }
  if (Array.isArray(intent)) {
    if (!Array.isArray(stored)) return false;
    const key = mapKey(intent);
    return key
      ? intent.every(item => includes(entry(stored, item, key), item))
      : stored.length === intent.length &&
          intent.every((item, index) => includes(stored[index], item));
  }
  return Object.entries(intent).every(([key, value]) =>
    includes(Reflect.get(stored, key), value),
  );
}

/** The part of a stored object that an intent talks about, in the shape of the intent. */
export function project(intent: unknown, stored: unknown): unknown {
  if (intent === null || typeof intent !== 'object') return stored;
  if (stored === null || typeof stored !== 'object') return stored;
  if (Array.isArray(intent)) {
    if (!Array.isArray(stored)) return stored;
    const key = mapKey(intent);
    return key
      ? intent.map(item => project(item, entry(stored, item, key)))
      : stored;
  }
  return Object.fromEntries(
    Object.entries(intent).map(([key, value]) => [
      key,
      project(value, Reflect.get(stored, key)),
    ]),
  );
}

// The API server drops empty objects and lists from some kinds.
function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

const KEYS = [
  'uid',
  'name',
  'containerPort',
  'mountPath',
  'conditionType',
  'topologyKey',
];

/** The field by which entries of a list are told apart, as Kubernetes' own list-map keys. */
function mapKey(list: unknown[]): string | undefined {
  return KEYS.find(key => {
    const values = list.map(item => isPlainObject(item) && item[key]);
    const given = values.every(
      value => typeof value === 'string' || typeof value === 'number',
    );
    return list.length > 0 && given && new Set(values).size === list.length;
  });
}

function entry(list: unknown[], like: unknown, key: string): unknown {
  const wanted = isPlainObject(like) ? like[key] : undefined;
  return list.find(item => isPlainObject(item) && item[key] === wanted);
}
