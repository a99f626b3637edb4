import type {
  InstanceEvent,
  SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import { z } from 'zod';

/** Most groups of one answer; Kubernetes itself forgets events after an hour. */
const MOST_GROUPS = 200;

const text = z.string().min(1).optional().catch(undefined);
const count = z.int().min(1).optional().catch(undefined);

/** core/v1 Event; older recorders fill `count` and `lastTimestamp`, newer ones `series` and `eventTime`. */
const CoreEvent = z.object({
  type: z.string().catch('Normal'),
  reason: z.string().catch('Unknown'),
  message: z.string().catch(''),
  involvedObject: z.object({
    kind: z.string().catch('Object'),
    name: z.string().catch(''),
  }),
  count,
  firstTimestamp: text,
  lastTimestamp: text,
  eventTime: text,
  series: z
    .object({ count, lastObservedTime: text })
    .optional()
    .catch(undefined),
  metadata: z.object({ creationTimestamp: text }),
});

/** Events as a person reads them: the same news about the same object is one line with a count, newest first. */
export function groupEvents(events: SnapshotObject[]): InstanceEvent[] {
  const groups = new Map<string, InstanceEvent>();
  for (const event of events.flatMap(read)) {
    const { type, reason, message, kind, name } = event;
    const key = [type, reason, message, kind, name].join('\n');
    const known = groups.get(key);
    groups.set(key, known ? together(known, event) : event);
  }
  return [...groups.values()]
    .sort((a, b) => (b.lastSeen ?? '').localeCompare(a.lastSeen ?? ''))
    .slice(0, MOST_GROUPS);
}

function read(object: SnapshotObject): InstanceEvent[] {
  const parsed = CoreEvent.safeParse(object);
  if (!parsed.success) return [];
  const { type, reason, message, involvedObject, series, ...event } =
    parsed.data;
  const created = event.metadata.creationTimestamp;
  const first = event.firstTimestamp ?? event.eventTime ?? created;
  const last = series?.lastObservedTime ?? event.lastTimestamp ?? first;
  return [
    {
      type: type === 'Warning' ? 'Warning' : 'Normal',
      reason,
      message,
      ...involvedObject,
      count: series?.count ?? event.count ?? 1,
      ...(first ? { firstSeen: first } : {}),
      ...(last ? { lastSeen: last } : {}),
    },
  ];
}

function together(a: InstanceEvent, b: InstanceEvent): InstanceEvent {
  const seen = (field: 'firstSeen' | 'lastSeen') =>
    [a[field], b[field]].filter(time => time !== undefined).sort();
  const firstSeen = seen('firstSeen').at(0);
  const lastSeen = seen('lastSeen').at(-1);
  return {
    ...a,
    count: a.count + b.count,
    ...(firstSeen ? { firstSeen } : {}),
    ...(lastSeen ? { lastSeen } : {}),
  };
}
