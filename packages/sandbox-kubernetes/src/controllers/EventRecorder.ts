import { randomBytes } from 'node:crypto';
import type { Clock, ObjectStore } from '../api';
import type { StoredMeta } from './stored';

const mostRemembered = 1000;

/** What an event is about. */
export interface EventSubject {
  apiVersion?: string;
  kind?: string;
  metadata: StoredMeta;
}

interface Recorded {
  namespace: string;
  name: string;
  count: number;
}

/** Writes core/v1 Events; a repeated one counts up, as client-go does. */
export class EventRecorder {
  private readonly recorded = new Map<string, Recorded>();

  constructor(
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  normal(subject: EventSubject, event: RecordedEvent): void {
    this.record('Normal', subject, event);
  }

  warning(subject: EventSubject, event: RecordedEvent): void {
    this.record('Warning', subject, event);
  }

  private record(
    type: 'Normal' | 'Warning',
    subject: EventSubject,
    event: RecordedEvent,
  ): void {
    try {
      this.write(type, subject, event);
    } catch {
      // The namespace may be on its way out; an event is never worth failing for.
    }
  }

  private write(
    type: 'Normal' | 'Warning',
    subject: EventSubject,
    event: RecordedEvent,
  ): void {
    const { metadata } = subject;
    const key = [
      metadata.uid,
      type,
      event.reason,
      event.message,
      event.fieldPath,
    ].join('|');
    const time = new Date(this.clock.now()).toISOString().replace(/\.\d+/, '');
    const before = this.recorded.get(key);
    if (before && this.exists(before)) {
      before.count++;
      this.store.patch('Event', before.namespace, before.name, {
        count: before.count,
        lastTimestamp: time,
      });
      return;
    }
    const name = `${metadata.name}.${randomBytes(8).toString('hex')}`;
    const namespace = metadata.namespace || 'default';
    this.store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        apiVersion: subject.apiVersion,
        kind: subject.kind,
        name: metadata.name,
        namespace: metadata.namespace,
        uid: metadata.uid,
        resourceVersion: metadata.resourceVersion,
        ...(event.fieldPath ? { fieldPath: event.fieldPath } : {}),
      },
      reason: event.reason,
      message: event.message,
      type,
      count: 1,
      firstTimestamp: time,
      lastTimestamp: time,
      source: { component: event.component, host: event.host },
      reportingComponent: event.component,
      reportingInstance: event.host ?? '',
    });
    this.recorded.set(key, { namespace, name, count: 1 });
    if (this.recorded.size % mostRemembered === 0) this.forgetExpired();
  }

  private forgetExpired(): void {
    for (const [key, event] of this.recorded) {
      if (!this.exists(event)) this.recorded.delete(key);
    }
  }

  private exists({ namespace, name }: Recorded): boolean {
    return this.store.get('Event', namespace, name) !== undefined;
  }
}

/** What is said of it. */
export interface RecordedEvent {
  reason: string;
  message: string;
  /** `kubelet`, `default-scheduler`, `deployment-controller` … */
  component: string;
  host?: string;
  /** `spec.containers{fhir}` */
  fieldPath?: string;
}
