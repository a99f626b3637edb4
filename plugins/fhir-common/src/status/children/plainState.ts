import type { ChildState } from './ChildState';
import { isKind, type ObjectOf } from '../evidence/kinds';
import type { SnapshotObject } from '../snapshot';

/** Objects that are well as soon as they exist; undefined for any other. */
export function plainState(object: SnapshotObject): ChildState | undefined {
  if (isKind(object, 'Service')) return service(object);
  if (isKind(object, 'EndpointSlice')) return endpointSlice(object);
  if (isKind(object, 'PodDisruptionBudget')) return disruptionBudget(object);
  if (isKind(object, 'ConfigMap') || isKind(object, 'Secret')) {
    return { state: 'ok', detail: counted(keyCount(object.data), 'key') };
  }
  return object.kind === 'NetworkPolicy' ? { state: 'ok' } : undefined;
}

function service({ spec }: ObjectOf<'Service'>): ChildState {
  return spec?.clusterIP
    ? { state: 'ok', detail: spec.clusterIP }
    : { state: 'ok' };
}

function endpointSlice({ endpoints }: ObjectOf<'EndpointSlice'>): ChildState {
  const all = endpoints ?? [];
  const ready = all.filter(({ conditions }) => conditions?.ready !== false);
  return { state: 'ok', detail: `${ready.length}/${all.length} ready` };
}

function disruptionBudget({
  status,
}: ObjectOf<'PodDisruptionBudget'>): ChildState {
  if (!status) return { state: 'ok' };
  const may = counted(status.disruptionsAllowed, 'pod');
  return { state: 'ok', detail: `${may} may leave` };
}

function keyCount(data: object | undefined): number {
  return Object.keys(data ?? {}).length;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
