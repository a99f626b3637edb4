import type { KubeObject } from '../contract';
import type { JsonObject } from '../jsonValue';
import type { ResourceType } from '../types/resourceType';
import type { WriteContext } from '../operations/core';

/** Records who set the fields of a new object. */
export function trackCreate(
  _type: ResourceType,
  _object: JsonObject,
  _context: WriteContext,
  _time: string,
): void {}

/** Records who changed which fields of an object. */
export function trackUpdate(
  _type: ResourceType,
  _old: KubeObject,
  _object: JsonObject,
  _context: WriteContext,
  _time: string,
): void {}
