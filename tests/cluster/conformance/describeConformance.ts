import { describeDefinitionLife } from './behaviors/describeDefinitionLife';
import { describeFhirRules } from './behaviors/describeFhirRules';
import {
  describeForgottenHistory,
  type Forget,
} from './behaviors/describeForgottenHistory';
import { describeGarbageCollection } from './behaviors/describeGarbageCollection';
import { describeNamespaces } from './behaviors/describeNamespaces';
import { describeWatches } from './behaviors/describeWatches';
import { describeScripts } from './describeScripts';
import type { Target } from './Target';

export interface ConformanceOptions {
  /** Write the recordings anew, from what this target answers. */
  record?: boolean;
  /** Makes the target forget old versions; without it that part is not run. */
  forget?: Forget;
}

/** The whole suite on one target. */
export function describeConformance(
  target: () => Target,
  { record = false, forget }: ConformanceOptions = {},
): void {
  describeScripts(target, record);
  describeFhirRules(target);
  describeWatches(target);
  describeGarbageCollection(target);
  describeNamespaces(target);
  describeDefinitionLife(target);
  if (forget) describeForgottenHistory(target, forget);
}
