import { randomUUID } from 'node:crypto';
import type {
  ContainerProcess,
  ContainerStart,
} from '../controllers/containerRuntime';
import type { Clock } from '../kubernetes';
import { Authentication, type FetchJson } from './authentication';
import {
  parseConnectionString,
  type ConnectionString,
} from './connectionString';
import type { Databases } from './Databases';
import { handleRequest } from './handleRequest';
import { parseRoles, shippedRoles } from './roles';
import {
  fhirVersions,
  type FhirVersion,
  type HealthDetail,
  type ServerContext,
} from './serverContext';
import { ServerConfiguration } from './ServerConfiguration';
import { ServerLog } from './ServerLog';

/** The newest schema that the servers of the sandbox know. */
export const newestSchema = 116;

/** How long the parts of a start take. */
export interface StartTimes {
  boot: number;
  schemaCreation: number;
  /** While `/health/check` says Degraded: the port is open, the storage is not ready. */
  storageInitialization: number;
}

/** What servers need of the world around them. */
export interface FhirServerOptions {
  clock: Clock;
  databases: Databases;
  fetchJson: FetchJson;
  times: StartTimes;
  connect: ConnectToDatabase;
  /** Switched faults of this pod. */
  fault: (container: ContainerStart) => 'slow-start' | 'degraded' | undefined;
}

const category = {
  host: 'Microsoft.Hosting.Lifetime',
  schema: 'Microsoft.Health.SqlServer.Features.Schema.SchemaInitializer',
  settings: 'Microsoft.Health.Fhir.Api.Configs.FhirServerConfiguration',
  sql: 'Microsoft.Health.Fhir.SqlServer.Features.Storage.SqlRetryService',
};
const port = 8080;
const metricsPort = 1234;
const retryMilliseconds = 5000;
const crashExitCode = 139;

/** Why the connection cannot be opened, in the driver's words; undefined when it can. */
export type ConnectToDatabase = (
  container: ContainerStart,
  connection: ConnectionString,
) => Promise<string | undefined>;

/** Runs one FHIR server for the container's image version, configured by its environment and files and nothing else. */
export function startFhirServer(
  version: FhirVersion,
  container: ContainerStart,
  options: FhirServerOptions,
): ContainerProcess {
  return new FhirServerProcess(version, container, options);
}

class FhirServerProcess implements ContainerProcess {
  private context?: ServerContext;
  private listening = false;
  private storageReadyAt = Infinity;
  private listeningSince = 0;
  private stopped = false;
  private cancel?: () => void;
  private readonly log: ServerLog;
  private readonly configuration: ServerConfiguration;

  constructor(
    private readonly version: FhirVersion,
    private readonly container: ContainerStart,
    private readonly options: FhirServerOptions,
  ) {
    this.configuration = new ServerConfiguration(container.env);
    this.log = new ServerLog(
      line => container.log(line),
      options.clock,
      this.configuration.text('Logging:Console:FormatterName') ?? 'simple',
      new Map([
        [
          'Default',
          this.configuration.text('Logging:LogLevel:Default') ?? 'Information',
        ],
        ['Microsoft.Health', 'Information'],
        ['Microsoft', 'Warning'],
        ['Microsoft.Hosting', 'Information'],
        ...this.configuration.section('Logging:LogLevel'),
      ]),
    );
    const delay = container.resumed ? 0 : options.times.boot;
    this.after(delay, () => this.boot());
  }

  async request(
    ...[at, request]: Parameters<ContainerProcess['request']>
  ): ReturnType<ContainerProcess['request']> {
    if (!this.listening || !this.context) return undefined;
    if (at === port) return handleRequest(this.context, request);
    const metrics = this.configuration.number(
      'PrometheusMetrics:port',
      metricsPort,
    );
    if (
      at === metrics &&
      this.configuration.flag('PrometheusMetrics:enabled')
    ) {
      return this.metrics();
    }
    return undefined;
  }

  stop(): void {
    this.stopped = true;
    this.listening = false;
    this.cancel?.();
    this.log.info(category.host, 'Application is shutting down...');
  }

  private boot(): void {
    try {
      this.warnOfUnreadSettings();
      const { database, text } = this.readConnection();
      this.createContext(database);
      this.tryToConnect(text);
    } catch (error) {
      this.crash(error);
    }
  }

  private warnOfUnreadSettings(): void {
    for (const { key, why } of this.configuration.unread()) {
      this.log.warn(
        category.settings,
        why === 'dead'
          ? `The setting '${key}' is no longer read by the server and has no effect.`
          : `The setting '${key}' is not known to the server and has no effect.`,
      );
    }
  }

  private readConnection() {
    const store = this.configuration.text('DataStore');
    if (store?.toLowerCase() !== 'sqlserver') {
      throw new Error(
        `DataStore is '${store}': Cosmos DB support ended on 2026-09-30. Set DataStore to SqlServer.`,
      );
    }
    const text = parseConnectionString(
      this.configuration.text('SqlServer:ConnectionString') ?? '',
    );
    if (!text) {
      throw new Error(
        'SqlServer:ConnectionString must name a server and a database (Initial Catalog).',
      );
    }
    return {
      text,
      database: this.options.databases.get(text.server, text.database),
    };
  }

  private createContext(data: ServerContext['data']): void {
    const { configuration, container } = this;
    const roles = container.files['/app/roles.json'];
    data.database.policyOf = type => policyOf(configuration, type);
    this.context = {
      version: this.version,
      softwareVersion: container.image.tag,
      instanceId: randomUUID(),
      configuration,
      log: this.log,
      clock: this.options.clock,
      data,
      roles: roles === undefined ? shippedRoles : parseRoles(roles),
      authentication: new Authentication(
        configuration.text('FhirServer:Security:Authentication:Authority') ??
          '',
        configuration.text('FhirServer:Security:Authentication:Audience') ?? '',
        this.options.fetchJson,
        this.options.clock,
      ),
      health: () => this.health(),
      runningRequests: 0,
    };
    // Read now what a bad value would break later: .NET binds all options at start.
    configuration.flag('FhirServer:Security:Enabled');
    configuration.flag('FhirServer:Operations:Export:Enabled');
    configuration.flag('FhirServer:Operations:Reindex:Enabled');
  }

  private tryToConnect(connection: ConnectionString): void {
    this.connect(connection).catch(error => this.crash(error));
  }

  /** SQL is retried for as long as the database or Entra refuses; the port stays closed. */
  private async connect(connection: ConnectionString): Promise<void> {
    const refusal = await this.options.connect(this.container, connection);
    if (this.stopped) return;
    if (!refusal) {
      this.createSchema(connection);
      return;
    }
    this.log.error(
      category.sql,
      `Cannot open a connection to ${connection.server}: ${refusal}`,
    );
    this.after(retryMilliseconds, () => this.tryToConnect(connection));
  }

  private createSchema(connection: ConnectionString): void {
    const store = this.context?.data.database.store;
    if (!store) return;
    if (this.options.fault(this.container) === 'slow-start') {
      this.log.info(
        category.schema,
        `Initializing schema of ${connection.database}: the script is still running.`,
      );
      this.after(2000, () => this.createSchema(connection));
      return;
    }
    const initialize =
      this.configuration.flag('SqlServer:Initialize') &&
      this.configuration.flag(
        'SqlServer:SchemaOptions:AutomaticUpdatesEnabled',
      );
    if (store.schemaVersion >= newestSchema || !initialize) {
      this.listen();
      return;
    }
    this.log.info(
      category.schema,
      `Initializing schema of ${connection.database}: current version ${store.schemaVersion}, target version ${newestSchema}`,
    );
    this.after(this.options.times.schemaCreation, () => {
      store.upgradeSchema(newestSchema);
      this.log.info(category.schema, 'Schema initialization completed');
      this.listen();
    });
  }

  private listen(): void {
    const { clock, times } = this.options;
    this.listening = true;
    this.listeningSince = clock.now();
    const initialization = this.container.resumed
      ? 0
      : times.storageInitialization;
    this.log.info(category.host, 'Now listening on: http://[::]:8080');
    this.log.info(
      category.host,
      'Application started. Press Ctrl+C to shut down.',
    );
    this.log.info(
      category.host,
      `Hosting environment: ${this.configuration.text('ASPNETCORE_ENVIRONMENT')}`,
    );
    this.after(initialization, () => {
      this.storageReadyAt = clock.now();
      this.container.onChange();
    });
    this.container.onChange();
  }

  private health(): HealthDetail[] {
    const schema = this.context?.data.database.store.schemaVersion ?? 0;
    const degraded = this.options.fault(this.container) === 'degraded';
    const waited = Math.floor(
      (this.options.clock.now() - this.listeningSince) / 1000,
    );
    const initializing = schema === 0 || this.storageReadyAt === Infinity;
    return [
      degraded
        ? {
            name: 'DataStoreHealthCheck',
            status: 'Degraded',
            description:
              'The health of the store has degraded. Customer-managed key is not properly set.',
            data: { Reason: 'CustomerManagedKeyAccessLost' },
          }
        : {
            name: 'DataStoreHealthCheck',
            status: 'Healthy',
            description: 'Successfully connected.',
            data: {},
          },
      {
        name: 'StorageInitializedHealthCheck',
        status: storageStatus(initializing, waited),
        description: initializing
          ? `Storage is initializing. Waited: ${waited}s.`
          : `Storage is initialized.`,
        data: {},
      },
      { name: 'BehaviorHealthCheck', status: 'Healthy', data: {} },
    ];
  }

  private metrics() {
    const lines = [
      '# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.',
      '# TYPE process_start_time_seconds gauge',
      `process_start_time_seconds ${this.listeningSince / 1000}`,
    ];
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4' },
      body: `${lines.join('\n')}\n`,
    };
  }

  private crash(error: unknown): void {
    const name = error instanceof Error ? error.name : 'Error';
    const message = error instanceof Error ? error.message : String(error);
    this.container.log(`Unhandled exception. System.${name}: ${message}`);
    this.container.log(
      '   at Microsoft.Health.Fhir.Web.Program.Main(String[] args)',
    );
    this.listening = false;
    this.container.onExit(crashExitCode);
  }

  private after(milliseconds: number, run: () => void): void {
    this.cancel = this.options.clock.after(milliseconds, () => {
      if (!this.stopped) run();
    });
  }
}

/** Degraded for five minutes, Unhealthy after them. */
function storageStatus(
  initializing: boolean,
  waitedSeconds: number,
): HealthDetail['status'] {
  if (!initializing) return 'Healthy';
  return waitedSeconds < 300 ? 'Degraded' : 'Unhealthy';
}

function policyOf(configuration: ServerConfiguration, type: string) {
  const override = [
    ...configuration.section(
      'FhirServer:CoreFeatures:Versioning:ResourceTypeOverrides',
    ),
  ].find(([name]) => name.toLowerCase() === type.toLowerCase())?.[1];
  const policy =
    override ??
    configuration.text('FhirServer:CoreFeatures:Versioning:Default');
  return policy === 'no-version' || policy === 'versioned-update'
    ? policy
    : 'versioned';
}

/** `r4` → `R4` and the string of the specification, for what is printed about an image. */
export function describeVersion(version: FhirVersion): string {
  return `FHIR ${version} (${fhirVersions[version]})`;
}
