import type { ChildState } from './ChildState';
import { conditionOf, type ObjectOf } from '../evidence/kinds';
import { shorten } from '../evidence/shorten';

/** An autoscaler: between which numbers it scales, and whether it can. */
export function autoscalerState(
  autoscaler: ObjectOf<'HorizontalPodAutoscaler'>,
): ChildState {
  const { minReplicas = 1, maxReplicas = 1 } = autoscaler.spec ?? {};
  const detail = `${minReplicas}–${maxReplicas} replicas`;
  const able = conditionOf(autoscaler, 'AbleToScale');
  const active = conditionOf(autoscaler, 'ScalingActive');
  const failed = [able, active].find(
    condition =>
      condition?.status === 'False' && condition.reason !== 'ScalingDisabled',
  );
  if (!failed) return { state: 'ok', detail };
  const message = `${shorten(failed.message ?? 'It cannot scale')}.`;
  return { state: 'problem', detail, message };
}
