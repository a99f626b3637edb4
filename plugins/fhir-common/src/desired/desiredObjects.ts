import type { Fhir } from '../api/fhir';
import type { OperatorSettings } from '../operatorSettings';
import { autoscaler } from './autoscaler';
import { rolesConfigMap, settingsConfigMap } from './configMaps';
import { emptyContext, type DesiredContext } from './desiredContext';
import { deployment } from './deployment';
import { disruptionBudget } from './disruptionBudget';
import { httpRoute } from './httpRoute';
import { identityObjects } from './identityObjects';
import { ingress } from './ingress';
import type { KubernetesObject } from './KubernetesObject';
import { networkPolicy } from './networkPolicy';
import { schemaJob } from './schemaJob';
import { service } from './service';

/** Objects that may be applied at once, after those of the waves before. */
export interface DesiredWave {
  name: 'identity and configuration' | 'workload' | 'exposure';
  objects: KubernetesObject[];
}

/**
 * Everything that a Fhir asks of its namespace, in the order of applying. A function of its arguments only: the same
 * Fhir, settings and context give the same objects, byte for byte.
 */
export function desiredObjects(
  fhir: Fhir,
  settings: OperatorSettings,
  context: DesiredContext = emptyContext,
): KubernetesObject[] {
  return desiredWaves(fhir, settings, context).flatMap(wave => wave.objects);
}

/** The same as `desiredObjects`, wave by wave. */
export function desiredWaves(
  fhir: Fhir,
  settings: OperatorSettings,
  context: DesiredContext = emptyContext,
): DesiredWave[] {
  const wave = (
    name: DesiredWave['name'],
    objects: Array<KubernetesObject | undefined>,
  ): DesiredWave => ({ name, objects: served(objects, context) });

  return [
    wave('identity and configuration', [
      ...identityObjects(fhir, context.live),
      settingsConfigMap(fhir),
      rolesConfigMap(fhir),
      networkPolicy(fhir, settings),
    ]),
    wave('workload', [
      schemaJob(fhir, settings),
      deployment(fhir, settings, context),
      autoscaler(fhir),
      disruptionBudget(fhir, settings),
    ]),
    wave('exposure', [
      service(fhir),
      ingress(fhir, settings),
      httpRoute(fhir, settings),
    ]),
  ];
}

function served(
  objects: Array<KubernetesObject | undefined>,
  { missingApis }: DesiredContext,
): KubernetesObject[] {
  return objects
    .filter(object => object !== undefined)
    .filter(({ apiVersion }) => !missingApis.includes(apiVersion));
}
