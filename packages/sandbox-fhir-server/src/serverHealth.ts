import type { HealthDetail } from './serverContext';

/** What the checks of `/health/check` look at. */
export interface HealthFacts {
  /** 0: there is no schema yet. */
  schemaVersion: number;
  /** The key of the database is lost: the switched fault. */
  isDegraded: boolean;
  isInitialized: boolean;
  /** Since the port was opened. */
  waitedSeconds: number;
}

/** The three checks of upstream. */
export function serverHealth(facts: HealthFacts): HealthDetail[] {
  return [
    dataStore(facts),
    storage(facts),
    { name: 'BehaviorHealthCheck', status: 'Healthy', data: {} },
  ];
}

function dataStore({ isDegraded }: HealthFacts): HealthDetail {
  const name = 'DataStoreHealthCheck';
  return isDegraded
    ? {
        name,
        status: 'Degraded',
        description:
          'The health of the store has degraded. Customer-managed key is not properly set.',
        data: { Reason: 'CustomerManagedKeyAccessLost' },
      }
    : {
        name,
        status: 'Healthy',
        description: 'Successfully connected.',
        data: {},
      };
}

/** While the storage initializes: Degraded for five minutes, Unhealthy after them. */
function storage({
  schemaVersion,
  isInitialized,
  waitedSeconds,
}: HealthFacts): HealthDetail {
  const name = 'StorageInitializedHealthCheck';
  if (schemaVersion > 0 && isInitialized) {
    return {
      name,
      status: 'Healthy',
      description: 'Storage is initialized.',
      data: {},
    };
  }
  return {
    name,
    status: waitedSeconds < 300 ? 'Degraded' : 'Unhealthy',
    description: `Storage is initializing. Waited: ${waitedSeconds}s.`,
    data: {},
  };
}
