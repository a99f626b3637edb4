import type { PodLogs } from '../contract';
import type { Core } from '../operations/core';

/** What the resource routes need besides the core. */
export interface ResourceServer extends Core {
  podLogs?: PodLogs;
}
