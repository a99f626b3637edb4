import type { HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2';
import type { Fhir } from '../api/fhir';
import { names } from '../names';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

// A pod that leaves takes its export or reindex job with it, which another one picks up 300 s later: leave slowly.
const SCALE_DOWN_SECONDS = 300;

/** The HorizontalPodAutoscaler; none without `spec.autoscaling`. */
export function autoscaler(fhir: Fhir): KubernetesObject | undefined {
  const { autoscaling } = fhir.spec;
  if (!autoscaling) return undefined;
  const spec: HorizontalPodAutoscalerSpec = {
    scaleTargetRef: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: names.deployment(fhir),
    },
    minReplicas: autoscaling.minReplicas,
    maxReplicas: autoscaling.maxReplicas,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: {
            type: 'Utilization',
            averageUtilization: autoscaling.targetCpuPercent,
          },
        },
      },
    ],
    behavior: { scaleDown: { stabilizationWindowSeconds: SCALE_DOWN_SECONDS } },
  };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: objectMeta(fhir, 'scaling', names.autoscaler(fhir)),
    spec,
  };
}
