import type { Core } from '../operations/core';
import type { Exchange } from './exchange';

/** Answers /openapi/v2 and /openapi/v3; false for other paths. */
export async function serveOpenApi(
  _core: Core,
  _exchange: Exchange,
): Promise<boolean> {
  return false;
}
