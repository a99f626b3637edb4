import type { Fhir } from '../api/fhir';
import type { FhirSpec } from '../api/fhirSpec';
import { names } from '../names';
import type { KubernetesObject } from './KubernetesObject';
import { usableSettings } from './lintSettings';
import { objectMeta } from './objectMeta';
import { rolesFile } from './rolesFile';
import { serverSettings } from './serverSettings';
import { environmentName } from './settingKeys';

/** The environment of the server: its settings, one key per variable. */
export function settingsConfigMap(fhir: Fhir): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: objectMeta(fhir, 'config', names.settings(fhir)),
    data: serverEnvironment(fhir.spec),
  };
}

/** The file roles.json; none when the roles of the image hold. */
export function rolesConfigMap(fhir: Fhir): KubernetesObject | undefined {
  const file = rolesFile(fhir.spec);
  if (file === undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: objectMeta(fhir, 'config', names.roles(fhir)),
    data: { 'roles.json': file },
  };
}

/** All plain settings as environment variables, sorted by name; the fields of the spec win over `spec.settings`. */
export function serverEnvironment(spec: FhirSpec): Record<string, string> {
  const decided = serverSettings(spec);
  const further = usableSettings(spec.settings, Object.keys(decided));
  return Object.fromEntries(
    Object.entries({ ...further, ...decided })
      .map(([key, value]): [string, string] => [environmentName(key), value])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
