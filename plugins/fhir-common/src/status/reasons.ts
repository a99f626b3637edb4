/** Why a condition has its status. A new reason does not compile until it has a text, an icon and a docs anchor. */
export const CONDITION_REASONS = [
  // Accepted
  'SpecValid',
  'SpecInvalid',
  'SettingsUnknown',
  'SettingsRefused',
  'VersionEndOfLife',
  'HostNameTaken',
  // IdentityReady
  'IdentityBound',
  'IdentityNotNeeded',
  'IdentityPending',
  'IdentityNotTrusted',
  'IdentityRefused',
  'IdentityMigrating',
  // WorkloadAvailable
  'PodsReady',
  'RollingOut',
  'PodsStarting',
  'SchemaInitializing',
  'SchemaUpgrading',
  'SchemaUpgradeFailed',
  'ImagePullFailed',
  'RegistryUnreachable',
  'CrashLoop',
  'Unschedulable',
  'ConfigInvalid',
  'QuotaExceeded',
  'PodsRefused',
  'RolloutStuck',
  'Sleeping',
  // Exposed
  'AddressAssigned',
  'NotExposed',
  'AddressPending',
  'RouteRefused',
  'ApiNotServed',
  // ServerHealthy
  'Healthy',
  'Degraded',
  'Unhealthy',
  'Unreachable',
  'NotChecked',
  'ChecksDisabled',
  // Ready, Reconciling, Stalled
  'Ready',
  'Progressing',
  'Deleting',
  'DeletionProtected',
  'Paused',
  'ApplyConflict',
  'ApplyForbidden',
  'ApplyRefused',
  'Reconciled',
  'NotEvaluated',
] as const;
/** One reason of the closed set. */
export type ConditionReason = (typeof CONDITION_REASONS)[number];
