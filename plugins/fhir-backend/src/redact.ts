import {
  type FhirSpec,
  isRecord,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';

const HIDDEN = '(not shown)';
const SECRET_KEY =
  /password|passwd|secret|connection_*string|api_*key|account_*key|token$|credential/i;
const NOISY_ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object as a page may show it: without managedFields, without the data of Secrets, and without values whose key says
 * that they are secret (ConfigMap data, environment variables, `spec.settings`).
 */
export function redact(object: SnapshotObject): SnapshotObject {
  const { managedFields: _, annotations, ...metadata } = object.metadata;
  const shown: SnapshotObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(annotations ? { annotations: without(annotations) } : {}),
    },
  };
  switch (object.kind) {
    case 'Secret':
      return {
        ...shown,
        ...hidden(object, 'data'),
        ...hidden(object, 'stringData'),
      };
    case 'ConfigMap':
      return { ...shown, ...map(object, 'data', secretValue) };
    default:
      return { ...shown, ...map(object, 'spec', withoutSecretSettings) };
  }
}

/** The spec of a Fhir without the values of settings whose key says that they are secret. */
export function redactSpec(spec: FhirSpec): FhirSpec {
  if (!spec.settings) return spec;
  return { ...spec, settings: withoutSecrets(spec.settings) };
}

function without(annotations: Record<string, string>) {
  const { [NOISY_ANNOTATION]: _, ...rest } = annotations;
  return rest;
}

function hidden(object: SnapshotObject, field: string) {
  return map(object, field, value =>
    isRecord(value)
      ? Object.fromEntries(Object.keys(value).map(key => [key, HIDDEN]))
      : HIDDEN,
  );
}

function map(
  object: Record<string, unknown>,
  field: string,
  change: (value: unknown) => unknown,
) {
  return object[field] === undefined ? {} : { [field]: change(object[field]) };
}

function secretValue(data: unknown): unknown {
  return isRecord(data) ? withoutSecrets(data) : data;
}

function withoutSecrets<V>(
  data: Record<string, V>,
): Record<string, V | string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      SECRET_KEY.test(key) && typeof value === 'string' ? HIDDEN : value,
    ]),
  );
}

/** `settings` of a Fhir and `env` of a container, at any depth. */
function withoutSecretSettings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecretSettings);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'settings') return [key, secretValue(inner)];
      if (key === 'env' && Array.isArray(inner)) {
        return [key, inner.map(secretVariable)];
      }
      return [key, withoutSecretSettings(inner)];
    }),
  );
}

function secretVariable(variable: unknown): unknown {
  return isRecord(variable) &&
    typeof variable.value === 'string' &&
    SECRET_KEY.test(String(variable.name))
    ? { ...variable, value: HIDDEN }
    : variable;
}
