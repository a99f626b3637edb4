// One FHIR server as a process of its own: what the sandbox runs in a pod, configured by environment and mounted files.
// SANDBOX_FHIR_VERSION says which FHIR version the image is for: Stu3, R4, R4B or R5.
import {
  Databases,
  fhirVersions,
  type FhirVersion,
  type FhirServerOptions,
  startFhirServer,
} from '@fhir-on-aks/sandbox-fhir-server';
import { createDatabaseConnector } from '../identity/connectToDatabase';
import { workloadIdentitySignIn } from '../identity/workloadIdentitySignIn';
import type { Clock } from '@fhir-on-aks/sandbox-kubernetes';
import { acceptProjectedToken } from './acceptProjectedToken';
import { containerOfProcess } from './containerOfProcess';
import { serveContainer, type OpenPort } from './serveContainer';

const httpPort = 8080;
const metricsPort = 1234;

/** Nothing but its timers keeps the process alive before the port is open. */
const clock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The database is in memory, each pod has its own; whoever can sign in may use it. */
const options: FhirServerOptions = {
  clock,
  databases: new Databases(clock),
  fetchJson: async url => (await fetch(url)).json(),
  times: { boot: 300, schemaCreation: 1000, storageInitialization: 500 },
  connect: (container, connection) =>
    createDatabaseConnector([connection.server], {
      workloadIdentity: workloadIdentitySignIn(acceptProjectedToken),
      podIdentity: async () => 'There is no metadata endpoint.',
    })(container, connection),
  fault: () => undefined,
};

function main(): void {
  const version = versionNamed(process.env.SANDBOX_FHIR_VERSION ?? '');
  let ports: Promise<OpenPort[]> | undefined;
  const server = startFhirServer(
    version,
    containerOfProcess(version, process.env, {
      log: line => console.log(line),
      onExit: code => process.exit(code),
      onChange: () => {
        ports ??= Promise.all(
          [httpPort, metricsPort].map(port => serveContainer(server, port)),
        );
      },
    }),
    options,
  );
  process.once('SIGTERM', async () => {
    await Promise.all((await ports)?.map(port => port.close()) ?? []);
    server.stop();
    process.exit(0);
  });
}

function versionNamed(name: string): FhirVersion {
  for (const version of ['Stu3', 'R4', 'R4B', 'R5'] as const) {
    if (version === name) return version;
  }
  throw new Error(
    `SANDBOX_FHIR_VERSION is '${name}': it must be one of ${Object.keys(fhirVersions).join(', ')}`,
  );
}

main();
