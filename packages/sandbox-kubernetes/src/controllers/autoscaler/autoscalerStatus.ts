import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
} from 'kubernetes-types/autoscaling/v2';
import { timeText, withCondition } from '../conditions';
import type { Stored, StoredDeployment } from '../stored';
import type { CpuUsage } from './cpuUsage';
import type { Decision } from './decision';

/** A HorizontalPodAutoscaler as the store has it. */
export type StoredAutoscaler = Stored<HorizontalPodAutoscaler>;

/** The whole status after a decision. */
export function autoscalerStatus(
  scaler: StoredAutoscaler,
  deployment: StoredDeployment,
  usage: CpuUsage,
  decision: Decision,
  now: number,
): HorizontalPodAutoscalerStatus {
  const current = deployment.spec?.replicas ?? 1;
  const scaled = decision.replicas !== current;
  return {
    ...scaler.status,
    currentReplicas: deployment.status?.replicas ?? 0,
    desiredReplicas: decision.replicas,
    ...(scaled ? { lastScaleTime: timeText(now) } : {}),
    currentMetrics:
      usage.percent === undefined
        ? []
        : [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                current: {
                  averageUtilization: usage.percent,
                  averageValue: `${usage.millicores}m`,
                },
              },
            },
          ],
    conditions: conditionsOf(scaler, usage, decision, now),
  };
}

function conditionsOf(
  scaler: StoredAutoscaler,
  usage: CpuUsage,
  { limited, replicas }: Decision,
  now: number,
): HorizontalPodAutoscalerCondition[] {
  const measured = usage.percent !== undefined;
  const conditions: HorizontalPodAutoscalerCondition[] = [
    {
      type: 'AbleToScale',
      status: 'True',
      reason: 'ReadyForNewScale',
      message: 'recommended size matches current size',
    },
    measured
      ? {
          type: 'ScalingActive',
          status: 'True',
          reason: 'ValidMetricFound',
          message:
            'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
        }
      : {
          type: 'ScalingActive',
          status: 'False',
          reason:
            replicas === 0 ? 'ScalingDisabled' : 'FailedGetResourceMetric',
          message:
            replicas === 0
              ? 'scaling is disabled since the replica count of the target is zero'
              : 'the HPA was unable to compute the replica count: failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)',
        },
    {
      type: 'ScalingLimited',
      status: limited ? 'True' : 'False',
      reason: limitReason(scaler, limited, replicas),
      message: limited
        ? 'the desired replica count is outside the acceptable range'
        : 'the desired count is within the acceptable range',
    },
  ];
  return conditions.reduce(
    (all, condition) => withCondition(all, condition, now),
    scaler.status?.conditions ?? [],
  );
}

function limitReason(
  { spec }: StoredAutoscaler,
  limited: boolean,
  replicas: number,
): string {
  if (!limited) return 'DesiredWithinRange';
  return replicas === spec?.maxReplicas ? 'TooManyReplicas' : 'TooFewReplicas';
}

/** The status while the Deployment is not there. */
export function statusWithoutTarget(
  { spec, status }: StoredAutoscaler,
  now: number,
): HorizontalPodAutoscalerStatus {
  const name = spec?.scaleTargetRef.name;
  return {
    currentMetrics: [],
    currentReplicas: 0,
    desiredReplicas: 0,
    conditions: withCondition(
      status?.conditions,
      {
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
        message: `the HPA controller was unable to get the target's current scale: deployments.apps "${name}" not found`,
      },
      now,
    ),
  };
}
