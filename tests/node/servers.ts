import { hostOf, namespace } from './fhirs';
import { kubectl, list, read, type Shown } from './kubectl';

/** The pods of a server, those that are ending included. */
export function podsOf(name: string): Promise<Shown[]> {
  return list(
    ...['pods', '-n', namespace],
    ...['-l', `app.kubernetes.io/instance=${name}`],
  );
}

/** Runs a command in a pod of a server that is not ending. */
export async function inPod(
  name: string,
  ...command: string[]
): Promise<string> {
  const pod = (await podsOf(name)).find(
    ({ metadata }) => !metadata.deletionTimestamp,
  );
  if (!pod) throw new Error(`${name} has no pod`);
  return kubectl('exec', '-n', namespace, pod.metadata.name, '--', ...command);
}

/** Where a server is asked as the ingress controller asks it: by the address of its Service, under its public name. */
export async function publicDoor(
  name: string,
): Promise<{ url: string; headers: Record<string, string> }> {
  const { spec } = await read('service', name, '-n', namespace);
  return {
    url: `http://${spec.clusterIP}:8080/metadata`,
    headers: {
      host: hostOf(name),
      'x-forwarded-host': hostOf(name),
      'x-forwarded-proto': 'https',
    },
  };
}
