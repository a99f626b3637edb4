import type { ServerProcess, ServerContainer } from './serverContainer';
import {
  parseConnectionString,
  type ConnectionString,
} from './connectionString';
import { createServerContext } from './createServerContext';
import { handleRequest } from './handleRequest';
import type { FhirVersion } from './fhirModel';
import type { HealthDetail, ServerContext } from './serverContext';
import { ServerConfiguration } from './ServerConfiguration';
import { serverHealth } from './serverHealth';
import { serverLog, type ServerLog } from './ServerLog';
import type { FhirServerOptions } from './serverOptions';

/** The newest schema that the servers of the sandbox know. */
export const newestSchema = 116;

const category = {
  host: 'Microsoft.Hosting.Lifetime',
  schema: 'Microsoft.Health.SqlServer.Features.Schema.SchemaInitializer',
  settings: 'Microsoft.Health.Fhir.Api.Configs.FhirServerConfiguration',
  sql: 'Microsoft.Health.Fhir.SqlServer.Features.Storage.SqlRetryService',
};
const port = 8080;
const metricsPort = 1234;
const retryMilliseconds = 5000;
const mostAttempts = 3;
const crashExitCode = 139;

/** The database cannot be reached; the name is what .NET prints. */
class SqlError extends Error {
  override readonly name = 'Microsoft.Data.SqlClient.SqlException (0x80131904)';
}

/** One FHIR server from its boot to its end: settings read, database reached, schema made, port opened. */
export class FhirServerProcess implements ServerProcess {
  private context?: ServerContext;
  private listening = false;
  private storageReadyAt = Infinity;
  private listeningSince = 0;
  private stopped = false;
  private attempts = 0;
  private cancel?: () => void;
  private readonly log: ServerLog;
  private readonly configuration: ServerConfiguration;

  constructor(
    private readonly version: FhirVersion,
    private readonly container: ServerContainer,
    private readonly options: FhirServerOptions,
  ) {
    this.configuration = new ServerConfiguration(container.env);
    this.log = serverLog(container, this.configuration, options.clock);
    const delay = container.resumed ? 0 : options.times.boot;
    this.after(delay, () => this.boot());
  }

  async request(
    ...[at, request]: Parameters<ServerProcess['request']>
  ): ReturnType<ServerProcess['request']> {
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
      this.context = createServerContext(
        {
          version: this.version,
          container: this.container,
          configuration: this.configuration,
          log: this.log,
          data: database,
          health: () => this.health(),
        },
        this.options,
      );
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

  private tryToConnect(connection: ConnectionString): void {
    this.connect(connection).catch(error => this.crash(error));
  }

  /** The port stays closed while the database or Entra refuses; after some attempts the start has failed. */
  private async connect(connection: ConnectionString): Promise<void> {
    const refusal = await this.options.connect(this.container, connection);
    if (this.stopped) return;
    if (!refusal) {
      this.createSchema(connection);
      return;
    }
    this.attempts++;
    this.log.error(
      category.sql,
      `Attempt ${this.attempts}: cannot open a connection to ${connection.server}: ${refusal}`,
    );
    if (this.attempts >= mostAttempts) throw new SqlError(refusal);
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
    const { clock, fault } = this.options;
    return serverHealth({
      schemaVersion: this.context?.data.database.store.schemaVersion ?? 0,
      isDegraded: fault(this.container) === 'degraded',
      isInitialized: this.storageReadyAt !== Infinity,
      waitedSeconds: Math.floor((clock.now() - this.listeningSince) / 1000),
    });
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
    const type = name.includes('.') ? name : `System.${name}`;
    this.container.log(`Unhandled exception. ${type}: ${message}`);
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
