import {
  environmentName,
  isDeadSetting,
  isKnownSetting,
  isSecretSetting,
  sameSetting,
} from './settingKeys';

/** What is wrong with the further settings of a spec, by key. */
export interface SettingsLint {
  /** Keys that the server does not know; they are passed on, a newer server may know them. */
  unknown: string[];
  /** Keys that look valid and do nothing; they are left out. */
  dead: string[];
  /** Keys that a field of the spec decides, or that hold a secret; they are left out. */
  refused: string[];
}

// A ConfigMap key, which is also the name of an environment variable.
const ENVIRONMENT_NAME = /^[-._A-Za-z][-._A-Za-z0-9]*$/;

/** Checks the further settings; `decided` are the keys that the fields of the spec decide. */
export function lintSettings(
  settings: Record<string, string> = {},
  decided: string[] = [],
): SettingsLint {
  const keys = Object.keys(settings);
  const dead = keys.filter(isDeadSetting);
  const refused = keys.filter(key => isRefused(key, decided));
  const unknown = keys.filter(
    key =>
      !isKnownSetting(key) && !dead.includes(key) && !refused.includes(key),
  );
  return { unknown, dead, refused };
}

/** The further settings that reach the server. */
export function usableSettings(
  settings: Record<string, string> = {},
  decided: string[] = [],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([key]) =>
        !isDeadSetting(key) &&
        !isRefused(key, decided) &&
        ENVIRONMENT_NAME.test(environmentName(key)),
    ),
  );
}

function isRefused(key: string, decided: string[]): boolean {
  return isSecretSetting(key) || decided.some(taken => sameSetting(key, taken));
}
