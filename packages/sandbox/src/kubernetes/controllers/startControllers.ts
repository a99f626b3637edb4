import type { Core } from '../operations/core';

/** Starts what works on the objects inside the API server and the controller manager. Returns the end of it. */
export function startControllers(
  _core: Core,
  _onError: (error: unknown) => void,
): () => void {
  return () => {};
}
