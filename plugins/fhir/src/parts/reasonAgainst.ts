import type { Text } from '../text/translation';

/** Why an action is not allowed, for `ActionLink`; undefined when it is. */
export function reasonAgainst(
  permission: { allowed: boolean; reason?: string },
  t: Text,
): string | undefined {
  if (permission.allowed) return undefined;
  return permission.reason ?? t('actions.notAllowed');
}
