import type { KubeObject } from '../../contract';
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../../jsonValue';
import { selectorText } from '../../selectors/selectorText';
import type { PrinterColumn } from '../../types/resourceType';
import { text, wide } from './column';

/** A number that counts as 0 when it is not there. */
export function count(object: unknown, ...path: string[]): number {
  return numberAt(object, ...path) ?? 0;
}

/** `a=b,c=d`, or `<none>`. */
export function labelsText(labels: unknown): string {
  const pairs = Object.entries(isObject(labels) ? labels : {});
  const words = pairs
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  return words.join(',') || '<none>';
}

/** A LabelSelector as text, or `<none>`. */
export function selectorCell(selector: JsonObject | undefined): string {
  return (selector ? selectorText(selector) : '') || '<none>';
}

/** Containers, images and selector of a pod template: the wide columns of workloads. */
export function templateColumns(...path: string[]): PrinterColumn[] {
  const containers = (object: KubeObject) =>
    objectsAt(object, ...path, 'template', 'spec', 'containers');
  const join = (object: KubeObject, field: string) =>
    containers(object)
      .map(one => one[field])
      .join(',');
  return [
    wide(
      text('Containers', 'Names of each container in the template.', object =>
        join(object, 'name'),
      ),
    ),
    wide(
      text(
        'Images',
        'Images referenced by each container in the template.',
        object => join(object, 'image'),
      ),
    ),
  ];
}

/** The wide column of a workload's selector. */
export function selectorColumn(...path: string[]): PrinterColumn {
  return wide(
    text('Selector', [...path, 'selector'].join('.'), object =>
      selectorCell(objectAt(object, ...path, 'selector')),
    ),
  );
}

/** Whether a condition is True. */
export function isTrue(object: unknown, type: string): boolean {
  return objectsAt(object, 'status', 'conditions').some(
    one => one.type === type && one.status === 'True',
  );
}

/** `a,b,c + 2 more...` */
export function someOf(words: string[], most: number, none: string): string {
  const shown = words.slice(0, most).join(',');
  if (words.length > most) return `${shown} + ${words.length - most} more...`;
  return shown || none;
}

/** The addresses of a load balancer, sorted. */
export function addressesOf(object: unknown): string {
  const addresses = objectsAt(
    object,
    'status',
    'loadBalancer',
    'ingress',
  ).flatMap(one => stringAt(one, 'ip') ?? stringAt(one, 'hostname') ?? []);
  return [...new Set(addresses)].sort().join(',');
}

/** A name, marked when an annotation makes it the default of its kind. */
export function nameOrDefault(object: KubeObject, annotation: string): string {
  const { name, annotations } = object.metadata;
  return annotations?.[annotation] === 'true' ? `${name} (default)` : name;
}

/** How many entries the maps of an object have together. */
export function entries(object: KubeObject, ...fields: string[]): number {
  return fields.reduce(
    (sum, field) => sum + Object.keys(objectAt(object, field) ?? {}).length,
    0,
  );
}

/** `RWO,ROX` */
export function accessModes(object: unknown, ...path: string[]): string {
  const short: Record<string, string> = {
    ReadWriteOnce: 'RWO',
    ReadOnlyMany: 'ROX',
    ReadWriteMany: 'RWX',
    ReadWriteOncePod: 'RWOP',
  };
  return listAt(object, ...path)
    .map(mode => short[String(mode)] ?? '')
    .join(',');
}
