import dead from './settingKeys/settings-dead.json';
import extra from './settingKeys/settings-extra.json';
import listed from './settingKeys/settings.json';

interface SettingKey {
  key: string;
  type: string;
  meaning: string;
}

// Standard .NET logging: any category may have a level, any console formatter an option.
const OPEN_PREFIXES = ['logging:'];

const settingKeys: SettingKey[] = [...listed, ...extra];
const deadKeys = new Set(dead.map(({ key }) => normal(key)));
const known = new Set(settingKeys.flatMap(patterns));
const secret = new Set(
  settingKeys
    .filter(({ type }) => type.startsWith('secret'))
    .map(({ key }) => normal(key)),
);

/** Whether microsoft/fhir-server reads a key; case, `__` for `:` and list indexes do not matter. */
export function isKnownSetting(key: string): boolean {
  const name = normal(key);
  return (
    known.has(name) ||
    known.has(name.replace(/:[^:]+$/, ':*')) ||
    OPEN_PREFIXES.some(prefix => name.startsWith(prefix))
  );
}

/** Whether a key looks valid and does nothing. */
export function isDeadSetting(key: string): boolean {
  return deadKeys.has(normal(key));
}

/** Whether the value of a key is a secret. */
export function isSecretSetting(key: string): boolean {
  return secret.has(normal(key));
}

/** Whether two keys are the same to the server. */
export function sameSetting(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

/** The environment variable of a key: `FhirServer:Cors:Origins:0` → `FhirServer__Cors__Origins__0`. */
export function environmentName(key: string): string {
  return key.replaceAll(':', '__');
}

function patterns({ key, type }: SettingKey): string[] {
  const name = normal(key);
  if (type.startsWith('array')) return [name, `${name}:#`];
  if (type.startsWith('map')) return [name, `${name}:*`];
  return [name];
}

function canonical(key: string): string {
  return key.replaceAll('__', ':').toLowerCase();
}

function normal(key: string): string {
  return canonical(key).replace(/:\d+(?=:|$)/g, ':#');
}
