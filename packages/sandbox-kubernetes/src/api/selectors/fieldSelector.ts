import type { KubeObject } from '../contract';
import { valueAt } from '../jsonValue';
import { badRequest } from '../statusError';
import type { ResourceType } from '../types/resourceType';

export type FieldMatcher = (object: KubeObject) => boolean;

/** Reads a field selector (`metadata.name=x,status.phase!=Running`); 400 for fields that cannot be selected. */
export function parseFieldSelector(
  type: ResourceType,
  text: string,
): FieldMatcher {
  const checks = text
    .split(',')
    .filter(part => part !== '')
    .map(part => parseCheck(type, part));
  return object => checks.every(check => check(object));
}

function parseCheck(type: ResourceType, part: string): FieldMatcher {
  const parts = /^(?<field>[^=!]+)(?<operator>!=|==|=)(?<value>.*)$/.exec(
    part,
  )?.groups;
  if (!parts) {
    throw badRequest(
      `invalid field selector ${JSON.stringify(part)}: expected field=value or field!=value`,
    );
  }
  const { field, operator, value } = parts;
  const known = [
    'metadata.name',
    'metadata.namespace',
    ...type.selectableFields,
  ];
  if (!known.includes(field)) {
    throw badRequest(unsupportedField(type, field));
  }
  const wanted = operator !== '!=';
  return object => (fieldText(object, field) === value) === wanted;
}

/** Types that let nothing but the name be selected say it in other words. */
function unsupportedField(type: ResourceType, field: string): string {
  return type.custom || type.selectableFields.length > 0
    ? `field label not supported: ${field}`
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function fieldText(object: KubeObject, field: string): string {
  if (field === 'metadata.namespace') return object.metadata.namespace ?? '';
  if (field === 'source') {
    return textOf(
      valueAt(object, 'source', 'component') ??
        valueAt(object, 'reportingComponent'),
    );
  }
  if (field === 'status.successful') {
    return textOf(valueAt(object, 'status', 'succeeded') ?? 0);
  }
  return textOf(valueAt(object, ...field.split('.')));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
