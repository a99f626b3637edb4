import { ApiClient } from '../ApiClient';
import type { ApiObject } from '../ApiObject';
import { install } from '../install';
import type { Target } from '../Target';
import { gone, makeNamespace, removeNamespace } from '../testNamespace';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const namespace = 'conformance-definition';
const gadgets = `/apis/life.example.org/v1/namespaces/${namespace}/gadgets`;

const definition = (
  names: object = {},
  versions: object[] = [version('v1')],
) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.life.example.org' },
  spec: {
    group: 'life.example.org',
    scope: 'Namespaced',
    names: { kind: 'Gadget', plural: 'gadgets', ...names },
    versions,
  },
});

function version(name: string, more: object = {}) {
  return {
    name,
    served: true,
    storage: name === 'v1',
    schema: {
      openAPIV3Schema: {
        type: 'object',
        properties: {
          spec: { type: 'object', properties: { a: { type: 'string' } } },
        },
      },
    },
    ...more,
  };
}

const gadget = {
  apiVersion: 'life.example.org/v1',
  kind: 'Gadget',
  metadata: { name: 'one' },
  spec: { a: 'x' },
};

/** How a kind comes to be served, changes, and goes with all its objects. */
export function describeDefinitionLife(target: () => Target): void {
  describe('a custom resource definition', () => {
    let client: ApiClient;

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, namespace);
      await client.send('DELETE', `${definitions}/gadgets.life.example.org`);
      await gone(client, definitions, 'gadgets.life.example.org');
      await install(client, definition());
    });

    afterAll(async () => {
      await removeNamespace(client, namespace);
      client.close();
    });

    it('is established with its names filled in', async () => {
      const found = await client.expect(
        'GET',
        `${definitions}/gadgets.life.example.org`,
      );
      expect(found).toMatchObject({
        status: {
          acceptedNames: {
            kind: 'Gadget',
            listKind: 'GadgetList',
            plural: 'gadgets',
            singular: 'gadget',
          },
          storedVersions: ['v1'],
          conditions: expect.arrayContaining([
            expect.objectContaining({
              type: 'NamesAccepted',
              status: 'True',
              reason: 'NoConflicts',
              message: 'no conflicts found',
            }),
            expect.objectContaining({
              type: 'Established',
              status: 'True',
              reason: 'InitialNamesAccepted',
              message: 'the initial names have been accepted',
            }),
          ]),
        },
      });
    });

    it('serves its kind', async () => {
      expect(
        await client.expect('POST', gadgets, { body: gadget }),
      ).toMatchObject({ spec: { a: 'x' } });
    });

    it('serves another version of the same objects when it is added', async () => {
      await client.expect('PATCH', `${definitions}/gadgets.life.example.org`, {
        body: { spec: { versions: [version('v1'), version('v2')] } },
        type: 'application/merge-patch+json',
      });
      const second = gadgets.replace('/v1/', '/v2/');
      const found = await eventually(() => client.send('GET', `${second}/one`));
      expect(found).toMatchObject({
        apiVersion: 'life.example.org/v2',
        spec: { a: 'x' },
      });
    });

    it('cannot change its group or its scope', async () => {
      const { status, body } = await client.send(
        'PATCH',
        `${definitions}/gadgets.life.example.org`,
        {
          body: { spec: { scope: 'Cluster' } },
          type: 'application/merge-patch+json',
        },
      );
      expect(status).toBe(422);
      expect(body.message).toContain(
        'spec.scope: Invalid value: "Cluster": field is immutable',
      );
    });

    it('is held until its objects are gone', async () => {
      const held = { name: 'held', finalizers: ['example.org/hold'] };
      await client.expect('POST', gadgets, {
        body: { ...gadget, metadata: held },
      });
      const path = `${definitions}/gadgets.life.example.org`;
      const answer = await client.expect('DELETE', path);
      expect(answer.metadata.finalizers).toEqual([
        'customresourcecleanup.apiextensions.k8s.io',
      ]);
      await client.until(gadgets, 'held', one =>
        Boolean(one?.metadata.deletionTimestamp),
      );
      expect((await client.send('GET', path)).status).toBe(200);
      await client.expect('PATCH', `${gadgets}/held`, {
        body: { metadata: { finalizers: null } },
        type: 'application/merge-patch+json',
      });
      await gone(client, definitions, 'gadgets.life.example.org');
    });

    it('takes its objects with it', async () => {
      await eventually(() => client.send('GET', `${gadgets}/one`), 404);
      await install(client, definition());
      const list = await eventually(() => client.send('GET', gadgets));
      expect(list.items).toEqual([]);
    });
  });
}

/** The API server begins to serve, and stops serving, a moment after it has said so. */
async function eventually(
  ask: () => Promise<{ status: number; body: ApiObject }>,
  wanted = 200,
): Promise<ApiObject> {
  for (let turn = 0; ; turn += 1) {
    const { status, body } = await ask();
    if (status === wanted) return body;
    if (turn === 100) throw new Error(`still answered ${status}`);
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
}
