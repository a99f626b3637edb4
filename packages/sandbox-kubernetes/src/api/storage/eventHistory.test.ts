import type { KubeObject } from '../contract';
import { EventHistory, type Change } from './eventHistory';

const object: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'x',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
};

function change(revision: number): Change {
  return { type: 'ADDED', revision, key: `/x${revision}`, object };
}

function revisionsSince(history: EventHistory, revision: number) {
  return history.since(revision)?.map(one => one.revision);
}

describe('the history of a resource', () => {
  it('tells what came after a revision', () => {
    const history = new EventHistory(10, 0);
    [3, 5, 8].forEach(revision => history.push(change(revision)));
    expect(revisionsSince(history, 0)).toEqual([3, 5, 8]);
    expect(revisionsSince(history, 3)).toEqual([5, 8]);
    expect(revisionsSince(history, 4)).toEqual([5, 8]);
    expect(revisionsSince(history, 8)).toEqual([]);
  });

  it('forgets the oldest changes, and says so to who asks from before them', () => {
    const history = new EventHistory(3, 0);
    for (let revision = 1; revision <= 20; revision += 1) {
      history.push(change(revision));
      expect(revisionsSince(history, revision - 1)).toEqual([revision]);
    }
    expect(revisionsSince(history, 17)).toEqual([18, 19, 20]);
    expect(revisionsSince(history, 16)).toBe(undefined);
  });

  it('knows nothing from before its floor', () => {
    const history = new EventHistory(3, 7);
    expect(history.since(6)).toBe(undefined);
    expect(history.since(7)).toEqual([]);
  });

  it('is compacted up to a revision, never back', () => {
    const history = new EventHistory(10, 0);
    [3, 5, 8].forEach(revision => history.push(change(revision)));
    history.compact(5);
    history.compact(2);
    expect(revisionsSince(history, 4)).toBe(undefined);
    expect(revisionsSince(history, 5)).toEqual([8]);
  });
});
