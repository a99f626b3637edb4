import type { KubeObject } from '../contract';
import type { Core } from '../operations/core';
import type { ResourceType } from '../types/resourceType';
import { sendJsonText, type Exchange } from './exchange';
import { presenterFor } from './presenterFor';

/** Answers with one object in the form that the client accepts. */
export function sendObject(
  core: Core,
  type: ResourceType,
  exchange: Exchange,
  code: number,
  object: KubeObject,
): void {
  sendJsonText(exchange, code, presenterFor(core, type, exchange).one(object));
}
