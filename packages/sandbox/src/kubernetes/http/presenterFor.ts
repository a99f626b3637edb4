import type { Core } from '../operations/core';
import type { ResourceType } from '../types/resourceType';
import type { Exchange } from './exchange';
import { wholePresenter, type Presenter } from './presentation';

/** Chooses by the Accept header. */
export function presenterFor(
  _core: Core,
  type: ResourceType,
  _exchange: Exchange,
  _list: boolean,
): Presenter {
  return wholePresenter(type);
}
