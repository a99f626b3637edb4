import type { ApiClient } from './ApiClient';
import type { ApiObject } from './ApiObject';

const namespaces = '/api/v1/namespaces';

/** A namespace for one suite; one that is left from an earlier run goes first. */
export async function makeNamespace(
  client: ApiClient,
  name: string,
): Promise<void> {
  const { status } = await client.send('GET', `${namespaces}/${name}`);
  if (status === 200) await removeNamespace(client, name);
  await client.expect('POST', namespaces, {
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
  });
  // A cluster makes the default service account a moment later, and pods are refused until then.
  const accounts = `${namespaces}/${name}/serviceaccounts`;
  await client.until(accounts, 'default', object => object !== undefined);
}

/** Deletes a namespace and waits until it is gone. */
export async function removeNamespace(
  client: ApiClient,
  name: string,
): Promise<void> {
  await client.send('DELETE', `${namespaces}/${name}`);
  await gone(client, namespaces, name);
}

/** Waits until an object is not there any more; it may be gone already. */
export async function gone(
  client: ApiClient,
  collection: string,
  name: string,
): Promise<void> {
  const list = await client.expect(
    'GET',
    `${collection}?fieldSelector=metadata.name%3D${name}`,
  );
  if ((list.items ?? []).length === 0) return;
  const stream = await client.watch(
    `${collection}?watch=1&timeoutSeconds=60&fieldSelector=metadata.name%3D${name}&resourceVersion=${list.metadata.resourceVersion}`,
  );
  try {
    await stream.until(({ type }) => type === 'DELETED');
  } finally {
    stream.close();
  }
}

/** A ConfigMap, the smallest object there is. */
export function configMap(
  name: string,
  data: Record<string, string> = {},
  metadata: object = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    data,
  };
}

/** An owner reference to an object. */
export function ownerOf(
  owner: ApiObject,
  more: { blockOwnerDeletion?: boolean; controller?: boolean } = {},
) {
  const { apiVersion, kind, metadata } = owner;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid,
    ...more,
  };
}
