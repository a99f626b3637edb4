import { sampleEvent, sampleFhir } from '../__testUtils__/sampleObjects';
import { groupEvents } from './groupEvents';

const at = (minute: string) => `2026-09-01T10:${minute}:00Z`;
const fhir = sampleFhir();
const event = (more: Record<string, unknown>) => sampleEvent(fhir, more);

describe('groupEvents', () => {
  it('makes one line of the same news about the same object, with the count and both times', () => {
    const groups = groupEvents([
      event({ count: 3, firstTimestamp: at('01'), lastTimestamp: at('02') }),
      event({ count: 4, firstTimestamp: at('03'), lastTimestamp: at('05') }),
    ]);
    expect(groups).toEqual([
      {
        type: 'Normal',
        reason: 'Scheduled',
        message: 'Successfully assigned',
        kind: 'Fhir',
        name: 'cardio',
        count: 7,
        firstSeen: at('01'),
        lastSeen: at('05'),
      },
    ]);
  });

  it('puts the newest first', () => {
    const groups = groupEvents([
      event({ reason: 'Old', lastTimestamp: at('01') }),
      event({ reason: 'New', lastTimestamp: at('09') }),
      event({ reason: 'Middle', lastTimestamp: at('05') }),
    ]);
    expect(groups.map(({ reason }) => reason)).toEqual([
      'New',
      'Middle',
      'Old',
    ]);
  });

  it.each([
    [
      'an older recorder: count and lastTimestamp',
      { count: 2, lastTimestamp: at('02') },
      { count: 2, lastSeen: at('02') },
    ],
    [
      'a newer recorder: series and eventTime',
      {
        count: null,
        firstTimestamp: null,
        lastTimestamp: null,
        eventTime: at('03'),
        series: { count: 9, lastObservedTime: at('08') },
      },
      { count: 9, firstSeen: at('03'), lastSeen: at('08') },
    ],
    [
      'a newer recorder, the first time',
      {
        count: undefined,
        firstTimestamp: null,
        lastTimestamp: null,
        eventTime: at('03'),
      },
      { count: 1, firstSeen: at('03'), lastSeen: at('03') },
    ],
    [
      'a recorder that fills nothing: the time at which the event was made',
      { firstTimestamp: null, lastTimestamp: null },
      { count: 1, lastSeen: '2026-09-01T10:00:00Z' },
    ],
    [
      'a type that Kubernetes does not have',
      { type: 'Odd' },
      { type: 'Normal' },
    ],
    ['a warning', { type: 'Warning' }, { type: 'Warning' }],
  ])('reads %s', (_, more, expected) => {
    expect(groupEvents([event(more)])).toEqual([
      expect.objectContaining(expected),
    ]);
  });

  it('leaves out what is about nothing, and bounds the answer', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      event({ reason: `Reason${index}` }),
    );
    expect(groupEvents([event({ involvedObject: null })])).toEqual([]);
    expect(groupEvents(many)).toHaveLength(200);
  });
});
