/** Why a condition has its status. A new reason does not compile until it has a text, an icon and a docs anchor. */
export const CONDITION_REASONS = [
  // Accepted
  'SpecValid',
  'SpecInvalid',
  'SettingsUnknown',
  'VersionEndOfLife',
  'HostNameTaken',
  // IdentityReady
  'IdentityBound',
  'IdentityNotNeeded',
  'IdentityPending',
  'IdentityRefused',
  'IdentityMigrating',
  // WorkloadAvailable
  'PodsReady',
  'RollingOut',
  'PodsStarting',
  'SchemaInitializing',
  'SchemaUpgrading',
  'ImagePullFailed',
  'CrashLoop',
  'Unschedulable',
  'ConfigInvalid',
  'QuotaExceeded',
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
  // Ready, Reconciling, Stalled
  'Ready',
  'Progressing',
  'Deleting',
  'DeletionProtected',
  'Paused',
  'ApplyConflict',
  'ApplyForbidden',
  'Reconciled',
] as const;
/** One reason of the closed set. */
export type ConditionReason = (typeof CONDITION_REASONS)[number];
