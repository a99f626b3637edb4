import { groupEvents } from '../detail/groupEvents';
import { sampleEvent, sampleFhir } from '../__testUtils__/sampleObjects';
import { shrinkEvent } from './shrinkEvent';

const event = sampleEvent(sampleFhir(), {
  series: { count: 3, lastObservedTime: '2026-09-01T10:05:00Z' },
  source: { component: 'kubelet', host: 'node-1' },
  reportingComponent: 'kubelet',
});

describe('shrinkEvent', () => {
  it('keeps all that the page shows', () => {
    expect(groupEvents([shrinkEvent(event)])).toEqual(groupEvents([event]));
    expect(shrinkEvent(event).metadata.resourceVersion).toBe(
      event.metadata.resourceVersion,
    );
  });

  it('drops the rest', () => {
    const shrunk = shrinkEvent({
      ...event,
      metadata: { ...event.metadata, managedFields: [], annotations: {} },
    });
    expect(Object.keys(shrunk)).not.toContain('source');
    expect(Object.keys(shrunk.metadata)).not.toContain('annotations');
  });
});
