import type { FhirSpec, Mode } from '../api/fhirSpec';
import { PORTS } from '../names';
import { connectionString } from './connectionString';

/** Settings of microsoft/fhir-server by key, such as `FhirServer:Operations:Export:Enabled`. */
export type ServerSettings = Record<string, string>;

/**
 * The server settings that a spec asks for, all of them plain text: secrets go by `secretSettings`. Every switch is
 * written both ways, because the server's own default is often on. Further keys of `spec.settings` are not in here.
 */
export function serverSettings(spec: FhirSpec): ServerSettings {
  return {
    // The file of the server says CosmosDb, which upstream ended on 2026-09-30.
    DataStore: 'SqlServer',
    ...database(spec),
    ...security(spec),
    ...audit(spec),
    ...telemetry(spec),
    ...bulkData(spec),
    ...jobs(spec),
    ...cors(spec),
    ...throttling(spec),
    ...resources(spec),
  };
}

function database({ database: sql, identity }: FhirSpec): ServerSettings {
  const automatic = flag(sql.schemaUpgrades === 'Automatic');
  const connection = connectionString(sql, identity);
  return {
    ...(connection ? { 'SqlServer:ConnectionString': connection } : {}),
    'SqlServer:Initialize': automatic,
    'SqlServer:SchemaOptions:AutomaticUpdatesEnabled': automatic,
    // It would log in to master, which a contained user of Azure SQL cannot: the pod would crash.
    'SqlServer:AllowDatabaseCreation': flag(false),
    'SqlServer:MaxPoolSize': String(sql.maxPoolSize),
  };
}

function security({ security: access, authorization }: FhirSpec) {
  const signIn = isOn(access.mode);
  return {
    'FhirServer:Security:Enabled': flag(signIn),
    ...optional(
      'FhirServer:Security:Authentication:Authority',
      access.authority,
    ),
    ...optional('FhirServer:Security:Authentication:Audience', access.audience),
    'FhirServer:Security:EnableAadSmartOnFhirProxy': flag(
      signIn && isOn(access.smartOnFhir),
    ),
    'FhirServer:Security:Authorization:Enabled': flag(
      signIn && isOn(authorization.mode),
    ),
    'FhirServer:Security:Authorization:RolesClaim': access.rolesClaim,
    ...list(
      'FhirServer:Security:Authorization:ScopesClaim',
      access.scopesClaims,
    ),
  };
}

function audit({ audit: log }: FhirSpec): ServerSettings {
  return {
    // Audit lines are of level Information: a higher level would silence them.
    'Logging:LogLevel:Microsoft.Health': 'Information',
    ...optional(
      'FhirServer:Audit:CustomAuditHeaderPrefix',
      log.customHeaderPrefix,
    ),
    ...list('FhirServer:Security:PrincipalClaims', principalClaims(log)),
  };
}

// The server merges lists by index and has two claims of its own: a single one is repeated, or the second would stay.
function principalClaims({ principalClaims: claims = [] }: FhirSpec['audit']) {
  const [only] = claims;
  return claims.length === 1 && only ? [only, only] : claims;
}

function telemetry({ telemetry: target }: FhirSpec): ServerSettings {
  const prometheus = isOn(target.prometheus);
  return {
    'Telemetry:Provider': target.provider,
    'PrometheusMetrics:enabled': flag(prometheus),
    'PrometheusMetrics:port': String(PORTS.metrics.number),
    'PrometheusMetrics:path': '/metrics',
    'FhirServer:CoreFeatures:EnableJobMonitor': flag(
      prometheus || target.provider !== 'None',
    ),
  };
}

function bulkData(spec: FhirSpec): ServerSettings {
  const exporting = isOn(spec.export.mode);
  const importing = isOn(spec.import.mode);
  const converting = isOn(spec.convertData.mode);
  return {
    'FhirServer:Operations:Export:Enabled': flag(exporting),
    ...optional(
      'FhirServer:Operations:Export:StorageAccountUri',
      exporting ? spec.export.storageAccountUri : undefined,
    ),
    'FhirServer:Operations:Import:Enabled': flag(importing),
    ...optional(
      'FhirServer:Operations:IntegrationDataStore:StorageAccountUri',
      importing ? spec.import.storageAccountUri : undefined,
    ),
    'FhirServer:Operations:ConvertData:Enabled': flag(converting),
    ...list(
      'FhirServer:Operations:ConvertData:ContainerRegistryServers',
      converting ? spec.convertData.registries : [],
    ),
  };
}

function jobs({ reindex, bulkDelete, bulkUpdate }: FhirSpec): ServerSettings {
  return {
    'TaskHosting:Enabled': flag(true),
    'FhirServer:Operations:Reindex:Enabled': flag(isOn(reindex.mode)),
    ...optional(
      'FhirServer:Operations:Reindex:MaximumNumberOfResourcesPerQuery',
      reindex.batchSize,
    ),
    ...optional(
      'FhirServer:Operations:Reindex:MaximumNumberOfResourcesPerWrite',
      reindex.writeBatchSize,
    ),
    ...optional(
      'FhirServer:Operations:Reindex:MaxRunningTaskCount',
      reindex.maximumConcurrency,
    ),
    'FhirServer:Operations:BulkDelete:Enabled': flag(isOn(bulkDelete.mode)),
    'FhirServer:Operations:BulkUpdate:Enabled': flag(isOn(bulkUpdate.mode)),
  };
}

function cors({ cors: browsers }: FhirSpec): ServerSettings {
  const credentials = isOn(browsers.mode) && isOn(browsers.credentials);
  const answer = {
    'FhirServer:Cors:AllowCredentials': flag(credentials),
  };
  if (!isOn(browsers.mode)) return answer;
  return {
    ...answer,
    ...list('FhirServer:Cors:Origins', browsers.origins),
    ...list('FhirServer:Cors:Headers', browsers.headers),
    ...list(
      'FhirServer:Cors:Methods',
      browsers.methods.length > 0 ? browsers.methods : ['*'],
    ),
    'FhirServer:Cors:MaxAge': String(browsers.maxAgeSeconds),
  };
}

function throttling({ throttling: limits }: FhirSpec): ServerSettings {
  if (!isOn(limits.mode)) {
    return { 'FhirServer:Throttling:Enabled': flag(false) };
  }
  return {
    'FhirServer:Throttling:Enabled': flag(true),
    'FhirServer:Throttling:ConcurrentRequestLimit': String(
      limits.concurrentRequestLimit,
    ),
    'FhirServer:Throttling:MaxQueueSize': String(limits.maxQueueSize),
    'FhirServer:Throttling:MaxMillisecondsInQueue': String(
      limits.maxMillisecondsInQueue,
    ),
  };
}

function resources({ bundles, versioning }: FhirSpec): ServerSettings {
  const { resourceTypes = {} } = versioning;
  return {
    'FhirServer:Bundle:EntryLimit': String(bundles.entryLimit),
    'FhirServer:Bundle:TransactionDefaultProcessingLogic': isOn(
      bundles.parallelTransactions,
    )
      ? 'parallel'
      : 'sequential',
    'FhirServer:CoreFeatures:Versioning:Default': versioning.default,
    // The server reads an environment variable that holds a JSON object as a map.
    ...(Object.keys(resourceTypes).length > 0
      ? {
          'FhirServer:CoreFeatures:Versioning:ResourceTypeOverrides':
            JSON.stringify(resourceTypes),
        }
      : {}),
  };
}

function isOn(mode: Mode): boolean {
  return mode === 'Enabled';
}

function flag(value: boolean): string {
  return value ? 'true' : 'false';
}

function optional(key: string, value: string | number | undefined) {
  return value === undefined ? {} : { [key]: String(value) };
}

function list(key: string, values: readonly string[]): ServerSettings {
  return Object.fromEntries(
    values.map((value, index) => [`${key}:${index}`, value]),
  );
}
