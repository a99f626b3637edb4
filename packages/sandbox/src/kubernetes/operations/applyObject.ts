import type { KubeObject } from '../contract';
import { notImplemented } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import type { Core, WriteContext } from './core';

export interface ApplyRequest {
  input: unknown;
  force: boolean;
  context: WriteContext;
}

/** Server-side apply. */
export function applyObject(
  _core: Core,
  _type: ResourceType,
  _namespace: string,
  _name: string,
  _request: ApplyRequest,
): { object: KubeObject; created: boolean } {
  throw notImplemented('server-side apply yet');
}
