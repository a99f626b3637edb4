import { toKubeObject } from '../kubeObject';
import { eventView } from './eventView';

const stored = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: {
    name: 'x',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  involvedObject: { kind: 'Pod', name: 'p' },
  message: 'm',
  reason: 'r',
  source: { component: 'c' },
  count: 2,
};

describe('one event with two names', () => {
  it('is shown in the words of events.k8s.io', () => {
    expect(eventView.fromStored(toKubeObject(stored))).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding: { kind: 'Pod', name: 'p' },
      note: 'm',
      reason: 'r',
      deprecatedSource: { component: 'c' },
      deprecatedCount: 2,
    });
  });

  it('is stored as it was', () => {
    const shown = eventView.fromStored(toKubeObject(stored));
    expect(eventView.toStored({ ...shown })).toEqual(stored);
  });
});
