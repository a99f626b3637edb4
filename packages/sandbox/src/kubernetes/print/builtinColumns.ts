import type { PrinterColumn } from '../types/resourceType';

/** What `kubectl get` shows of a built-in kind. */
export function builtinColumns(_kind: string): PrinterColumn[] {
  return [];
}
