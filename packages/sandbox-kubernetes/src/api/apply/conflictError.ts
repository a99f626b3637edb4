import { StatusError } from '../statusError';
import { printPath, type FieldPath } from './fieldSet';
import type { Manager } from './managers';

export interface FieldConflict {
  manager: Manager;
  path: FieldPath;
}

function printManager(manager: Manager): string {
  const name = JSON.stringify(manager.name);
  const via = manager.subresource
    ? ` with subresource ${JSON.stringify(manager.subresource)}`
    : '';
  const how =
    manager.operation === 'Update' ? ` using ${manager.apiVersion}` : '';
  return `${name}${via}${how}`;
}

/** 409 with one cause per field that another manager owns. */
export function conflictError(conflicts: FieldConflict[]): StatusError {
  return new StatusError(409, 'Conflict', messageOf(conflicts), {
    details: {
      causes: conflicts.map(({ manager, path }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${printManager(manager)}`,
        field: printPath(path),
      })),
    },
  });
}

function messageOf(conflicts: FieldConflict[]): string {
  const [first] = conflicts;
  if (conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${printManager(first.manager)}: ${printPath(first.path)}`;
  }
  const names = [...new Set(conflicts.map(one => printManager(one.manager)))];
  const lines = names
    .sort()
    .flatMap(name => [
      `conflicts with ${name}:`,
      ...conflicts
        .filter(one => printManager(one.manager) === name)
        .map(one => `- ${printPath(one.path)}`),
    ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}
