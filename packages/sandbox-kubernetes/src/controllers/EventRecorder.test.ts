import { createKubernetesApi, ManualClock } from '../api';
import { startEventExpiry } from './eventExpiry';
import { EventRecorder } from './EventRecorder';
import type { StoredMeta } from './stored';

const clock = new ManualClock();
const { store } = createKubernetesApi({ token: 't', clock });
const recorder = new EventRecorder(store, clock);
const event = {
  reason: 'Pulled',
  message: 'done',
  component: 'kubelet',
  host: 'node',
};

interface StoredEvent {
  metadata: StoredMeta;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  type: string;
}

function subject(name: string, namespace = 'default') {
  const metadata = {
    name,
    namespace,
    uid: `uid-${name}`,
    resourceVersion: '1',
    creationTimestamp: '',
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata };
}

function events(name: string) {
  return store.list<StoredEvent>('Event', {
    fieldSelector: `involvedObject.name=${name}`,
  });
}

it('names what it is about, and counts up when it is told again', () => {
  recorder.normal(subject('one'), event);
  clock.advance(5000);
  recorder.normal(subject('one'), event);
  expect(events('one')).toMatchObject([
    {
      type: 'Normal',
      count: 2,
      firstTimestamp: '2026-11-24T00:00:00Z',
      lastTimestamp: '2026-11-24T00:00:05Z',
      involvedObject: { kind: 'Pod', name: 'one', uid: 'uid-one' },
      source: { component: 'kubelet', host: 'node' },
    },
  ]);
});

it('keeps warnings, other messages and other containers apart', () => {
  recorder.normal(subject('two'), event);
  recorder.warning(subject('two'), event);
  recorder.normal(subject('two'), { ...event, message: 'other' });
  recorder.normal(subject('two'), {
    ...event,
    fieldPath: 'spec.containers{fhir}',
  });
  expect(events('two')).toHaveLength(4);
});

it('lets events live for an hour after their last time', () => {
  const stop = startEventExpiry({
    store,
    clock,
    onError: error => {
      throw error;
    },
  });
  recorder.normal(subject('three'), event);
  recorder.normal(subject('four'), event);
  clock.advance(3_000_000);
  recorder.normal(subject('four'), event);
  clock.advance(700_000);
  expect(events('three')).toEqual([]);
  expect(events('four')).toMatchObject([{ count: 2 }]);
  stop();
});

it('writes a new event when the old one was deleted', () => {
  recorder.normal(subject('five'), event);
  const [{ metadata }] = events('five');
  store.remove('Event', 'default', metadata.name);
  recorder.normal(subject('five'), event);
  expect(events('five')).toMatchObject([{ count: 1 }]);
});

it('never fails: the namespace may be gone', () => {
  expect(() => recorder.normal(subject('six', 'absent'), event)).not.toThrow();
});
