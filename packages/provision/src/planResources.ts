import type { PlannedStep } from './PlannedStep';
import type { ResourceSteps, ResourceContext } from './resources/Resource';
import { resources } from './resources/resources';

/** The steps that make what is requested, in the order in which they run. */
export async function planEnsure(
  context: ResourceContext,
  touches: (resource: ResourceSteps) => boolean = () => true,
): Promise<PlannedStep[]> {
  const steps: PlannedStep[] = [];
  for (const resource of resources.filter(touches)) {
    steps.push(...(await resource.planEnsure(context)));
  }
  return steps;
}

/** The steps that remove everything, last resource first; read in order, because a resource tells the next ones. */
export async function planRemove(
  context: ResourceContext,
): Promise<PlannedStep[]> {
  const steps: PlannedStep[] = [];
  for (const resource of resources) {
    steps.unshift(...(await resource.planRemove(context)));
  }
  return steps;
}
