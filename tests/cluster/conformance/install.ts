import type { ApiClient } from './ApiClient';
import type { ApiObject } from './ApiObject';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Installs a definition when it is not there, and waits until it is established. */
export async function install(
  client: ApiClient,
  definition: Record<string, unknown> & { metadata: { name: string } },
): Promise<void> {
  const { name } = definition.metadata;
  const { status } = await client.send('GET', `${definitions}/${name}`);
  if (status === 404) {
    await client.expect('POST', definitions, { body: definition });
  }
  await client.until(definitions, name, isEstablished);
}

function isEstablished(definition: ApiObject | undefined): boolean {
  const status: { conditions?: { type: string; status: string }[] } =
    definition?.status ?? {};
  return (status.conditions ?? []).some(
    one => one.type === 'Established' && one.status === 'True',
  );
}
