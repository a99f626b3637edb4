import type { EnvVar } from 'kubernetes-types/core/v1';
import type { FhirSpec } from '../api/fhirSpec';
import { environmentName } from './settingKeys';

interface SecretSetting {
  key: string;
  secret: { name: string; key: string };
}

/** The settings whose values come from Secrets, by reference: their text never passes through the operator. */
export function secretSettings(spec: FhirSpec): SecretSetting[] {
  const { database, telemetry } = spec;
  const found: SecretSetting[] = [];
  if (database.authentication === 'Secret' && database.connectionStringSecret) {
    found.push({
      key: 'SqlServer:ConnectionString',
      secret: database.connectionStringSecret,
    });
  }
  if (telemetry.provider !== 'None' && telemetry.connectionStringSecret) {
    found.push({
      key: 'Telemetry:ConnectionString',
      secret: telemetry.connectionStringSecret,
    });
  }
  return found;
}

/** Environment variables that read Secrets. */
export function secretEnvironment(spec: FhirSpec): EnvVar[] {
  return secretSettings(spec).map(({ key, secret }) => ({
    name: environmentName(key),
    valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } },
  }));
}

/** Names of the Secrets that the pods read, each once; an operator watches their versions. */
export function referencedSecrets(spec: FhirSpec): string[] {
  return [...new Set(secretSettings(spec).map(({ secret }) => secret.name))];
}
