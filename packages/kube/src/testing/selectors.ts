import type { KubernetesObject, Selection } from '../ClusterClient';

/** Whether an object is selected: namespace, label selector (=, !=, in, notin, exists, !), metadata field selectors. */
export function matches(
  object: KubernetesObject,
  { namespace, labelSelector, fieldSelector }: Selection,
): boolean {
  if (namespace && object.metadata.namespace !== namespace) return false;
  return (
    requirements(labelSelector).every(requirement =>
      holds(requirement, object.metadata.labels ?? {}),
    ) &&
    requirements(fieldSelector).every(requirement =>
      holds(requirement, fieldsOf(object)),
    )
  );
}

function requirements(selector = ''): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function holds(
  requirement: string,
  values: Record<string, string | undefined>,
): boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(requirement);
  if (set) {
    const [, key, operator, list] = set;
    const listed = list.split(',').map(value => value.trim());
    const value = values[key];
    const included = value !== undefined && listed.includes(value);
    return operator === 'in' ? included : !included;
  }
  const equality = /^([^=!]+)(!=|==|=)(.*)$/.exec(requirement);
  if (equality) {
    const [, key, operator, wanted] = equality;
    const equal = (values[key.trim()] ?? '') === wanted.trim();
    return operator === '!=' ? !equal : equal;
  }
  return requirement.startsWith('!')
    ? values[requirement.slice(1)] === undefined
    : values[requirement] !== undefined;
}

function fieldsOf(object: KubernetesObject): Record<string, string> {
  const involved: Record<string, unknown> = Object(object.involvedObject);
  const fields: Record<string, string> = {
    'metadata.name': object.metadata.name,
    'metadata.namespace': object.metadata.namespace ?? '',
    ...(typeof object.type === 'string' ? { type: object.type } : {}),
  };
  for (const [key, value] of Object.entries(involved)) {
    if (typeof value === 'string') fields[`involvedObject.${key}`] = value;
  }
  return fields;
}
