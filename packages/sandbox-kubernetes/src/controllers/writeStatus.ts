import type { ObjectStore } from '../api';
import { equal } from '../api/jsonValue';
import type { StoredMeta } from './stored';

/** Writes the status when it differs. The newest object counts: nobody else writes the status in between. */
export function writeStatus<
  T extends { metadata: StoredMeta; status?: unknown },
>(
  store: ObjectStore,
  object: T,
  status: T['status'],
  fieldManager = 'kube-controller-manager',
): void {
  if (equal(object.status, status)) return;
  const metadata = { ...object.metadata, resourceVersion: undefined };
  store.updateStatus({ ...object, metadata, status }, { fieldManager });
}

/** Kubernetes leaves counts of 0 out. */
export function nonZero<K extends string>(
  counts: Record<K, number>,
): Partial<Record<K, number>> {
  const kept: Partial<Record<K, number>> = {};
  for (const key in counts) if (counts[key] !== 0) kept[key] = counts[key];
  return kept;
}
