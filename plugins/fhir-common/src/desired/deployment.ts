import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Fhir } from '../api/fhir';
import { names, selectorLabels } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import type { DesiredContext } from './desiredContext';
import { identityPodLabels } from './identityObjects';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';
import { podTemplate } from './podTemplate';
import { fewestReplicas } from './replicas';
import { schemaUpgraded } from './schemaJob';

// The startup probe gives a pod ten minutes; a rollout that has not moved for longer is stuck.
const PROGRESS_DEADLINE_SECONDS = 900;

/**
 * The server. It is paused while its schema upgrade Job has not succeeded: the old pods go on, new ones wait. With
 * autoscaling the number of replicas belongs to the autoscaler, so it is not applied.
 */
export function deployment(
  fhir: Fhir,
  settings: OperatorSettings,
  context: DesiredContext,
): KubernetesObject {
  const spec: Deployment['spec'] = {
    ...(fhir.spec.autoscaling
      ? {}
      : { replicas: fewestReplicas(fhir.spec, settings) }),
    ...(schemaUpgraded(fhir, settings, context.live) ? {} : { paused: true }),
    revisionHistoryLimit: 3,
    progressDeadlineSeconds: PROGRESS_DEADLINE_SECONDS,
    selector: { matchLabels: selectorLabels(fhir) },
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    },
    template: podTemplate(fhir, settings, context.secretVersions),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: objectMeta(fhir, 'server', names.deployment(fhir), {
      labels: identityPodLabels(fhir),
    }),
    spec,
  };
}
