/** An object, a list or a Status, as JSON. */
export interface ApiObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    labels?: Record<string, string>;
    finalizers?: string[];
    deletionTimestamp?: string;
    ownerReferences?: object[];
    managedFields?: object[];
    continue?: string;
    [field: string]: unknown;
  };
  message?: string;
  /** Of a list. */
  items?: ApiObject[];
  /** Of a table. */
  rows?: {
    cells: unknown[];
    object?: { kind: string };
    conditions?: unknown;
  }[];
  [field: string]: unknown;
}
