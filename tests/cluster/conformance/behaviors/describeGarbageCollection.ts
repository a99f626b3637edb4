import { ApiClient } from '../ApiClient';
import type { ApiObject } from '../ApiObject';
import type { Target } from '../Target';
import {
  configMap,
  gone,
  makeNamespace,
  ownerOf,
  removeNamespace,
} from '../testNamespace';

const namespace = 'conformance-garbage';
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
const held = { finalizers: ['example.org/hold'] };

/** What becomes of dependents: in the background, in the foreground, orphaned, and without an owner from the start. */
export function describeGarbageCollection(target: () => Target): void {
  describe('garbage collection', () => {
    let client: ApiClient;
    const create = (name: string, metadata = {}) =>
      client.expect('POST', maps, { body: configMap(name, {}, metadata) });
    const read = async (name: string) =>
      (await client.send('GET', `${maps}/${name}`)).status;
    const remove = (name: string, propagationPolicy: string) =>
      client.expect('DELETE', `${maps}/${name}`, {
        body: { propagationPolicy },
      });
    const release = (name: string) =>
      client.expect('PATCH', `${maps}/${name}`, {
        body: { metadata: { finalizers: null } },
        type: 'application/merge-patch+json',
      });
    const until = (name: string, fits: (object: ApiObject) => boolean) =>
      client.until(maps, name, object => object !== undefined && fits(object));

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, namespace);
    });

    afterAll(async () => {
      await removeNamespace(client, namespace);
      client.close();
    });

    it('in the background the owner goes first, its dependents after it', async () => {
      const owner = await create('background');
      await create('background-child', { ownerReferences: [ownerOf(owner)] });
      await remove('background', 'Background');
      expect(await read('background')).toBe(404);
      await gone(client, maps, 'background-child');
    });

    it('goes down through all generations', async () => {
      const owner = await create('root');
      const child = await create('child', {
        ownerReferences: [ownerOf(owner)],
      });
      await create('grandchild', { ownerReferences: [ownerOf(child)] });
      await remove('root', 'Background');
      await gone(client, maps, 'grandchild');
    });

    it('in the foreground the owner waits for dependents that block it', async () => {
      const owner = await create('foreground');
      await create('blocking', {
        ...held,
        ownerReferences: [ownerOf(owner, { blockOwnerDeletion: true })],
      });
      const answer = await remove('foreground', 'Foreground');
      expect(answer.metadata).toMatchObject({
        finalizers: ['foregroundDeletion'],
      });
      await until(
        'blocking',
        one => one.metadata.deletionTimestamp !== undefined,
      );
      expect(await read('foreground')).toBe(200);
      await release('blocking');
      await gone(client, maps, 'foreground');
      expect(await read('blocking')).toBe(404);
    });

    it('in the foreground the owner does not wait for dependents that do not block it', async () => {
      const owner = await create('impatient');
      await create('slow', { ...held, ownerReferences: [ownerOf(owner)] });
      await remove('impatient', 'Foreground');
      await gone(client, maps, 'impatient');
      expect(await read('slow')).toBe(200);
      await release('slow');
      await gone(client, maps, 'slow');
    });

    it('orphaned dependents lose their owner and stay', async () => {
      const owner = await create('parent');
      await create('orphan', { ownerReferences: [ownerOf(owner)] });
      await remove('parent', 'Orphan');
      await gone(client, maps, 'parent');
      const orphan = await client.expect('GET', `${maps}/orphan`);
      expect(orphan.metadata.ownerReferences).toBeUndefined();
    });

    it('an object whose owner never was is deleted', async () => {
      const owner = await create('ghost');
      await remove('ghost', 'Background');
      await create('haunted', { ownerReferences: [ownerOf(owner)] });
      await gone(client, maps, 'haunted');
    });

    it('an object with another owner stays and forgets the one that is gone', async () => {
      const first = await create('first-owner');
      const second = await create('second-owner');
      await create('shared', {
        ownerReferences: [ownerOf(first), ownerOf(second)],
      });
      await remove('first-owner', 'Background');
      const shared = await until(
        'shared',
        one => one.metadata.ownerReferences?.length === 1,
      );
      expect(shared.metadata.ownerReferences).toMatchObject([
        { name: 'second-owner' },
      ]);
    });

    it('an object of the same name and another uid is another object', async () => {
      const before = await create('reborn');
      await remove('reborn', 'Background');
      await create('reborn');
      await create('child-of-the-dead', { ownerReferences: [ownerOf(before)] });
      await gone(client, maps, 'child-of-the-dead');
      expect(await read('reborn')).toBe(200);
    });

    it('an owner of a kind that is not served is left alone', async () => {
      await create('puzzling', {
        ownerReferences: [
          {
            apiVersion: 'nothing.example.org/v1',
            kind: 'Nothing',
            name: 'x',
            uid: '00000000-0000-0000-0000-000000000001',
          },
        ],
      });
      const owner = await create('marker');
      await create('marked', { ownerReferences: [ownerOf(owner)] });
      await remove('marker', 'Background');
      await gone(client, maps, 'marked');
      expect(await read('puzzling')).toBe(200);
    });
  });
}
