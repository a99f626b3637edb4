import {
  health,
  parseFhir,
  type FhirSpecInput,
  type Health,
  type HealthWord,
} from '@fhir-on-aks/plugin-fhir-common';
import { apply, kubectl, list, read } from './kubectl';

/** Where the servers of the tests are. */
export const namespace = 'cardiology';

/** The client id of the managed identity that nobody asks here. */
export const clientId = '11111111-2222-3333-4444-555555555555';

/** The spec of the tests: everything that makes objects, no sign-in of clients. */
const spec: Omit<FhirSpecInput, 'exposure'> = {
  fhirVersion: 'R5',
  replicas: 2,
  identity: { type: 'WorkloadIdentity', clientId },
  database: {
    server: 'sql.database.windows.net',
    name: 'cardio',
    authentication: 'WorkloadIdentity',
  },
  security: { mode: 'Disabled' },
  authorization: {
    mode: 'Enabled',
    roles: [{ name: 'reader', dataActions: ['read'] }],
  },
  networkPolicy: { mode: 'Enabled' },
};

/** Applies a Fhir, as a person does with kubectl. */
export async function applyFhir(
  name: string,
  change: Partial<FhirSpecInput> = {},
): Promise<void> {
  await apply({
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name, namespace },
    spec: {
      ...spec,
      exposure: { type: 'Ingress', host: hostOf(name) },
      ...change,
    },
  });
}

/** The public host name of a Fhir. */
export function hostOf(name: string): string {
  return `${name}.fhir.example.org`;
}

/** What a person is told of a Fhir. */
async function healthOf(name: string): Promise<Health> {
  return health(parseFhir(await read('fhir', name, '-n', namespace)));
}

/** Waits until what a person is told has that word and reason; returns it. */
export async function untilHealth(
  name: string,
  word: HealthWord,
  reason?: Health['reason'],
): Promise<Health> {
  let last: Health | undefined;
  try {
    return await until(`${name} is ${word}`, async () => {
      await giveAddresses();
      last = await healthOf(name);
      const isMeant = last.word === word && (!reason || last.reason === reason);
      return isMeant && last;
    });
  } catch (error) {
    throw new Error(`${name} says ${JSON.stringify(last)}`, { cause: error });
  }
}

/** Plays the ingress controller, which cannot be had here: says that every Ingress has an address. */
async function giveAddresses(): Promise<void> {
  const status = { loadBalancer: { ingress: [{ ip: '10.250.0.1' }] } };
  for (const ingress of await list('ingress', '-n', namespace)) {
    if (Object(ingress.status.loadBalancer).ingress) continue;
    await kubectl(
      ...['patch', 'ingress', ingress.metadata.name, '-n', namespace],
      ...['--subresource=status', '--type=merge'],
      ...['-p', JSON.stringify({ status })],
    );
  }
}

/** Looks twice a second until there is something to be seen. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 120_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
