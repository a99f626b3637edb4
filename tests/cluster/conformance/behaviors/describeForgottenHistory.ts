import { ApiClient } from '../ApiClient';
import type { Target } from '../Target';
import { configMap, makeNamespace } from '../testNamespace';

const namespace = 'conformance-history';
const maps = `/api/v1/namespaces/${namespace}/configmaps`;

/** What a target does so that old versions are forgotten. */
export type Forget = (client: ApiClient) => Promise<void> | void;

/** Watches and pages from a version that is forgotten are told so. Runs last: it may restart the API server. */
export function describeForgottenHistory(
  target: () => Target,
  forget: Forget,
): void {
  describe('a history that is forgotten', () => {
    let client: ApiClient;
    let old: string;
    let token: string | undefined;

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, namespace);
      for (const name of ['a', 'b']) {
        await client.expect('POST', maps, { body: configMap(name) });
      }
      const page = await client.expect('GET', `${maps}?limit=1`);
      old = page.metadata.resourceVersion;
      token = page.metadata.continue;
      await client.expect('DELETE', `${maps}/b`);
      client.close();
      client = new ApiClient(target());
      await forget(client);
      client.close();
      client = new ApiClient(target());
    });

    afterAll(async () => {
      await client.send('DELETE', `/api/v1/namespaces/${namespace}`);
      client.close();
    });

    it('a watch from before gets 410 Expired', async () => {
      const { status, body } = await client.send(
        'GET',
        `${maps}?watch=1&timeoutSeconds=1&resourceVersion=${old}`,
      );
      // The API server says it in the answer, or in the first event.
      const refusal: unknown = status === 200 ? body.object : body;
      expect(refusal).toMatchObject({
        kind: 'Status',
        code: 410,
        reason: 'Expired',
      });
    });

    it('a page from before gets 410 with a token that goes on from now', async () => {
      const { status, body } = await client.send(
        'GET',
        `${maps}?limit=1&continue=${token}`,
      );
      expect(status).toBe(410);
      expect(body).toMatchObject({ kind: 'Status', reason: 'Expired' });
      const rest = await client.expect(
        'GET',
        `${maps}?limit=1&continue=${body.metadata.continue}`,
      );
      expect(rest.kind).toBe('ConfigMapList');
    });
  });
}
