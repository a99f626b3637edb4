import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';
import { EventIndex } from './EventIndex';

const event = (
  uid: string,
  about: string,
  times: Record<string, unknown> = {},
): SnapshotObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: uid, uid },
  involvedObject: { uid: about },
  ...times,
});
const at = (minute: string) => `2026-09-01T10:${minute}:00Z`;
const uids = (events: SnapshotObject[]) => events.map(e => e.metadata.uid);

describe('EventIndex', () => {
  it('gives the events of exactly these objects, newest last, whichever time field is filled', () => {
    const index = new EventIndex();
    index.put(event('third', 'pod', { lastTimestamp: at('03') }));
    index.put(
      event('second', 'pod', { lastTimestamp: null, eventTime: at('02') }),
    );
    index.put(event('first', 'deployment', { lastTimestamp: at('01') }));
    index.put(event('other', 'stranger', { lastTimestamp: at('04') }));
    expect(uids(index.about(['pod', 'deployment', undefined]))).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  it('replaces an event that is counted again', () => {
    const index = new EventIndex();
    index.put(event('one', 'pod', { count: 1 }));
    index.put(event('one', 'pod', { count: 2 }));
    expect(index.about(['pod'])).toEqual([
      expect.objectContaining({ count: 2 }),
    ]);
  });

  it('forgets what is removed, and what is about nothing', () => {
    const index = new EventIndex();
    index.put(event('one', 'pod'));
    index.remove(event('one', 'pod'));
    expect(index.put({ ...event('two', 'pod'), involvedObject: null })).toBe(
      undefined,
    );
    expect(index.about(['pod'])).toEqual([]);
  });

  it('keeps the newest 50 of one object', () => {
    const index = new EventIndex();
    for (let i = 0; i < 60; i += 1) index.put(event(`event-${i}`, 'pod'));
    expect(index.about(['pod'])).toHaveLength(50);
    expect(uids(index.about(['pod']))).not.toContain('event-9');
  });
});
