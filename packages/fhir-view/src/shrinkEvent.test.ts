import { involvedObject, lastSeen, shrinkEvent } from './shrinkEvent';

const event = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: {
    name: 'a.1',
    namespace: 'fhir',
    creationTimestamp: '2026-09-01T10:00:00Z',
    annotations: { note: 'x' },
  },
  involvedObject: { kind: 'Pod', namespace: 'fhir', name: 'a', uid: 'p' },
  type: 'Warning',
  message: 'no room',
  lastTimestamp: null,
  series: { count: 3 },
  source: { component: 'scheduler', host: 'node-1' },
};

describe('what is kept of an Event', () => {
  it('is what it says, with its reporter in the field of newer recorders', () => {
    const kept = shrinkEvent(event);
    expect(kept).toMatchObject({
      type: 'Warning',
      message: 'no room',
      series: { count: 3 },
      reportingComponent: 'scheduler',
    });
    expect(kept).not.toHaveProperty('source');
    expect(kept).not.toHaveProperty('count');
    expect(kept.metadata).not.toHaveProperty('annotations');
  });

  it('says which object it is about', () => {
    expect(involvedObject(event)).toMatchObject({ kind: 'Pod', uid: 'p' });
    expect(involvedObject({ ...event, involvedObject: null })).toMatchObject({
      kind: '',
      uid: '',
    });
  });

  it.each([
    ['of older recorders', { lastTimestamp: '2026-09-01T10:02:00Z' }, '10:02'],
    ['of newer recorders', { eventTime: '2026-09-01T10:01:00Z' }, '10:01'],
    ['of its creation', {}, '10:00'],
  ])('was last seen at the time %s', (_, times, expected) => {
    expect(lastSeen({ ...event, ...times })).toContain(expected);
  });
});
