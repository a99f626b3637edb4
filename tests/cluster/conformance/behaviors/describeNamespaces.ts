import { ApiClient } from '../ApiClient';
import type { ApiObject } from '../ApiObject';
import type { Target } from '../Target';
import { configMap, gone, makeNamespace } from '../testNamespace';

const namespaces = '/api/v1/namespaces';
const name = 'conformance-namespace';
const maps = `${namespaces}/${name}/configmaps`;

interface Condition {
  type: string;
  status: string;
  message?: string;
}

function conditionsOf(object: ApiObject | undefined): Condition[] {
  const status: { conditions?: Condition[] } = object?.status ?? {};
  return status.conditions ?? [];
}

const says = (type: string) => (object: ApiObject | undefined) =>
  conditionsOf(object).some(one => one.type === type && one.status === 'True');

/** The life of a namespace: what it is given, what it takes with it, what holds it back. */
export function describeNamespaces(target: () => Target): void {
  describe('a namespace', () => {
    let client: ApiClient;

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, name);
    });

    afterAll(() => client.close());

    it('carries its name as a label and the finalizer of its contents', async () => {
      expect(await client.expect('GET', `${namespaces}/${name}`)).toMatchObject(
        {
          metadata: { labels: { 'kubernetes.io/metadata.name': name } },
          spec: { finalizers: ['kubernetes'] },
          status: { phase: 'Active' },
        },
      );
    });

    it('has a service account and the certificate of the API', async () => {
      const account = `${namespaces}/${name}/serviceaccounts/default`;
      expect((await client.send('GET', account)).status).toBe(200);
      const root = await client.until(
        maps,
        'kube-root-ca.crt',
        one => one !== undefined,
      );
      expect(JSON.stringify(root.data)).toContain('BEGIN CERTIFICATE');
    });

    it('gets its service account back when somebody deletes it', async () => {
      const accounts = `${namespaces}/${name}/serviceaccounts`;
      const { metadata } = await client.expect('GET', `${accounts}/default`);
      await client.expect('DELETE', `${accounts}/default`);
      const again = await client.until(
        accounts,
        'default',
        one => one !== undefined && one.metadata.uid !== metadata.uid,
      );
      expect(again.metadata.name).toBe('default');
    });

    it('is held by what is in it, takes nothing new, and says what remains', async () => {
      const held = { finalizers: ['example.org/hold'] };
      await client.expect('POST', maps, { body: configMap('held', {}, held) });
      const answer = await client.expect('DELETE', `${namespaces}/${name}`);
      expect(answer).toMatchObject({ status: { phase: 'Terminating' } });
      const refused = await client.send('POST', maps, {
        body: configMap('new'),
      });
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({
        reason: 'Forbidden',
        details: { causes: [{ reason: 'NamespaceTerminating' }] },
      });
      const waiting = await client.until(
        namespaces,
        name,
        says('NamespaceFinalizersRemaining'),
      );
      expect(conditionsOf(waiting)).toMatchObject([
        { type: 'NamespaceDeletionDiscoveryFailure', status: 'False' },
        {
          type: 'NamespaceDeletionGroupVersionParsingFailure',
          status: 'False',
        },
        { type: 'NamespaceDeletionContentFailure', status: 'False' },
        {
          type: 'NamespaceContentRemaining',
          status: 'True',
          message:
            'Some resources are remaining: configmaps. has 1 resource instances',
        },
        {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          message:
            'Some content in the namespace has finalizers remaining: example.org/hold in 1 resource instances',
        },
      ]);
    });

    it('goes when its contents are gone', async () => {
      await client.expect('PATCH', `${maps}/held`, {
        body: { metadata: { finalizers: null } },
        type: 'application/merge-patch+json',
      });
      await gone(client, namespaces, name);
      expect(
        (await client.send('GET', `${maps}/kube-root-ca.crt`)).status,
      ).toBe(404);
    });
  });
}
