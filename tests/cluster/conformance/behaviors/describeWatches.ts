import { ApiClient } from '../ApiClient';
import type { Target } from '../Target';
import { configMap, makeNamespace, removeNamespace } from '../testNamespace';

const namespace = 'conformance-watches';
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
const label = (value: string) => ({ labels: { watched: value } });

/** What a watch tells: from now, from a version, with bookmarks, with initial events, through selectors. */
export function describeWatches(target: () => Target): void {
  describe('watches', () => {
    let client: ApiClient;
    const create = (name: string, metadata = {}) =>
      client.expect('POST', maps, { body: configMap(name, {}, metadata) });
    const change = (name: string, body: object) =>
      client.expect('PATCH', `${maps}/${name}`, {
        body,
        type: 'application/merge-patch+json',
      });
    const version = async () =>
      (await client.expect('GET', maps)).metadata.resourceVersion;

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, namespace);
    });

    afterAll(async () => {
      await removeNamespace(client, namespace);
      client.close();
    });

    it('begin with what is there and follow every change in order', async () => {
      await create('first', label('order'));
      const stream = await client.watch(
        `${maps}?watch=1&labelSelector=watched%3Dorder`,
      );
      expect((await stream.take(1))[0]).toMatchObject({
        type: 'ADDED',
        object: { kind: 'ConfigMap', metadata: { name: 'first' } },
      });
      await create('second', label('order'));
      await change('second', { data: { a: '1' } });
      await client.expect('DELETE', `${maps}/second`);
      const events = await stream.take(3);
      stream.close();
      expect(events.map(({ type }) => type)).toEqual([
        'ADDED',
        'MODIFIED',
        'DELETED',
      ]);
      const versions = events.map(({ object }) =>
        Number(object.metadata.resourceVersion),
      );
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
    });

    it('resume after a version without missing a change', async () => {
      const from = await version();
      await create('resumed', label('resume'));
      await change('resumed', { data: { a: '1' } });
      await client.expect('DELETE', `${maps}/resumed`);
      const stream = await client.watch(
        `${maps}?watch=1&resourceVersion=${from}&labelSelector=watched%3Dresume`,
      );
      const events = await stream.take(3);
      stream.close();
      expect(events.map(({ type }) => type)).toEqual([
        'ADDED',
        'MODIFIED',
        'DELETED',
      ]);
    });

    it('carry the version of the deletion in the last event', async () => {
      const made = await create('deleted', label('deletion'));
      const stream = await client.watch(
        `${maps}?watch=1&resourceVersion=${made.metadata.resourceVersion}&labelSelector=watched%3Ddeletion`,
      );
      await client.expect('DELETE', `${maps}/deleted`);
      const [{ object }] = await stream.take(1);
      stream.close();
      expect(Number(object.metadata.resourceVersion)).toBeGreaterThan(
        Number(made.metadata.resourceVersion),
      );
    });

    it('tell an object that comes to fit a selector as added, and one that no longer does as deleted', async () => {
      const made = await create('moved', label('no'));
      const stream = await client.watch(
        `${maps}?watch=1&resourceVersion=${made.metadata.resourceVersion}&labelSelector=watched%3Dyes`,
      );
      await change('moved', { metadata: label('yes') });
      await change('moved', { data: { a: '1' } });
      await change('moved', { metadata: label('no') });
      await change('moved', { data: { a: '2' } });
      await create('last', label('yes'));
      const events = await stream.take(4);
      stream.close();
      expect(
        events.map(({ type, object }) => [type, object.metadata.name]),
      ).toEqual([
        ['ADDED', 'moved'],
        ['MODIFIED', 'moved'],
        ['DELETED', 'moved'],
        ['ADDED', 'last'],
      ]);
    });

    it('of one object tell only of it', async () => {
      const from = await version();
      const stream = await client.watch(
        `${maps}?watch=1&resourceVersion=${from}&fieldSelector=metadata.name%3Donly`,
      );
      await create('other');
      await create('only');
      const [event] = await stream.take(1);
      stream.close();
      expect(event.object.metadata.name).toBe('only');
    });

    it('end when their time is up', async () => {
      const stream = await client.watch(
        `${maps}?watch=1&timeoutSeconds=1&resourceVersion=${await version()}`,
      );
      let event = await stream.next();
      while (event) event = await stream.next();
      stream.close();
      expect(stream.seen.every(({ type }) => type !== 'ERROR')).toBe(true);
    });

    it('with initial events begin with the list and mark its end by a bookmark', async () => {
      await create('initial', label('initial'));
      const stream = await client.watch(
        `${maps}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=watched%3Dinitial`,
      );
      const [added, bookmark] = await stream.take(2);
      stream.close();
      expect(added).toMatchObject({
        type: 'ADDED',
        object: { metadata: { name: 'initial' } },
      });
      expect(bookmark).toMatchObject({
        type: 'BOOKMARK',
        object: {
          kind: 'ConfigMap',
          metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
        },
      });
    });

    it('show only metadata, or tables, when that is asked for', async () => {
      await create('shown', label('shown'));
      const path = `${maps}?watch=1&labelSelector=watched%3Dshown`;
      const partial = await client.watch(
        path,
        'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      );
      const [{ object }] = await partial.take(1);
      partial.close();
      expect(object.kind).toBe('PartialObjectMetadata');
      expect(object.data).toBeUndefined();
      const tables = await client.watch(
        path,
        'application/json;as=Table;g=meta.k8s.io;v=v1',
      );
      await tables.take(1);
      await change('shown', { data: { a: '1' } });
      await tables.take(1);
      tables.close();
      const [first, second] = tables.seen.map(event => event.object);
      expect(first).toMatchObject({ kind: 'Table' });
      expect(first.columnDefinitions).not.toBeNull();
      expect(second.columnDefinitions).toBeNull();
    });

    it('lists are paged at one version, whatever happens meanwhile', async () => {
      for (const name of ['page-a', 'page-b', 'page-c']) {
        await create(name, label('page'));
      }
      const page = `${maps}?labelSelector=watched%3Dpage&limit=2`;
      const first = await client.expect('GET', page);
      await create('page-bb', label('page'));
      await client.expect('DELETE', `${maps}/page-c`);
      const rest = await client.expect(
        'GET',
        `${page}&continue=${first.metadata.continue}`,
      );
      const names = [...(first.items ?? []), ...(rest.items ?? [])].map(
        item => item.metadata.name,
      );
      expect(names).toEqual(['page-a', 'page-b', 'page-c']);
      expect(rest.metadata.continue ?? '').toBe('');
      expect(rest.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
    });

    it('lists are as they were at exactly a version', async () => {
      await create('exact-a', label('exact'));
      const then = await version();
      await create('exact-b', label('exact'));
      const list = await client.expect(
        'GET',
        `${maps}?labelSelector=watched%3Dexact&resourceVersion=${then}&resourceVersionMatch=Exact`,
      );
      expect(list.items?.map(item => item.metadata.name)).toEqual(['exact-a']);
    });
  });
}
