import type {
  ContainerProcess,
  ContainerStart,
} from '@fhir-on-aks/sandbox-kubernetes';
import {
  parseConnectionString,
  type ConnectionString,
  newestSchema,
  type FhirServerOptions,
} from '@fhir-on-aks/sandbox-fhir-server';

/** What the schema manager needs of the world around it. */
export type SchemaJobOptions = Pick<
  FhirServerOptions,
  'clock' | 'databases' | 'times' | 'connect'
>;

/** Runs the schema manager console: `apply -cs <connection string> --latest`, then it ends. */
export function startSchemaJob(
  container: ContainerStart,
  options: SchemaJobOptions,
): ContainerProcess {
  let stopped = false;
  const end = (exitCode: number, line: string) => {
    if (stopped) return;
    container.log(line);
    container.onExit(exitCode);
  };
  const cancel = options.clock.after(options.times.boot, () => {
    upgrade(container, options, () => stopped).then(
      version => end(0, `Schema migrated to version ${version}.`),
      error => end(1, error instanceof Error ? error.message : String(error)),
    );
  });
  return {
    request: () => Promise.resolve(undefined),
    stop() {
      stopped = true;
      cancel();
    },
  };
}

async function upgrade(
  container: ContainerStart,
  options: SchemaJobOptions,
  isStopped: () => boolean,
): Promise<number> {
  const connection = readConnection(container);
  container.log(
    `Current version is being read from ${connection.server}/${connection.database}.`,
  );
  const refusal = await options.connect(container, connection);
  if (refusal) throw new Error(`Unable to connect: ${refusal}`);
  await new Promise<void>(resolve => {
    options.clock.after(options.times.schemaCreation, resolve);
  });
  const { store } = options.databases.get(
    connection.server,
    connection.database,
  ).database;
  if (!isStopped() && store.schemaVersion < newestSchema) {
    store.upgradeSchema(newestSchema);
  }
  return store.schemaVersion;
}

/** The arguments with `$(NAME)` filled from the environment, as Kubernetes does. */
function readConnection({ args, env }: ContainerStart): ConnectionString {
  const filled = args.map(argument =>
    argument.replace(
      /\$\(([\w.-]+)\)/g,
      (whole, name: string) => env[name] ?? whole,
    ),
  );
  const at = filled.findIndex(one =>
    ['-cs', '--connection-string'].includes(one),
  );
  const connection =
    filled[0] === 'apply' && at >= 0
      ? parseConnectionString(filled[at + 1] ?? '')
      : undefined;
  if (connection) return connection;
  throw new Error(
    'Usage: apply --connection-string <text with a server and an Initial Catalog> --latest',
  );
}
