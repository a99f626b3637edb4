import { isObject, listAt, objectsAt, type JsonObject } from '../jsonValue';

/** A LabelSelector as text: `a=b,c in (d,e)`. */
export function selectorText(selector: JsonObject): string {
  const labels = isObject(selector.matchLabels) ? selector.matchLabels : {};
  const equalities = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  const expressions = objectsAt(selector, 'matchExpressions').map(one => {
    const values = listAt(one, 'values').map(String).sort().join(',');
    switch (one.operator) {
      case 'In':
        return `${one.key} in (${values})`;
      case 'NotIn':
        return `${one.key} notin (${values})`;
      case 'Exists':
        return String(one.key);
      default:
        return `!${one.key}`;
    }
  });
  return [...equalities, ...expressions].join(',');
}
