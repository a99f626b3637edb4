import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
import path from 'node:path';

/** One finished request, as the API server wrote it down. */
export interface AuditEvent {
  verb: string;
  user: { username: string };
  objectRef?: {
    apiGroup?: string;
    resource: string;
    subresource?: string;
    namespace?: string;
    name?: string;
  };
  responseStatus?: { code?: number };
  requestReceivedTimestamp: string;
  stageTimestamp: string;
  annotations?: Record<string, string>;
}

const READS = ['get', 'list', 'watch'];
const runs = path.resolve(__dirname, '../../../.cache/control-plane/runs');

/** What the API server was asked, and by whom: the judge of everything that the operator says about itself. */
export class AuditLog {
  private readonly file: string;

  constructor(controlPlane: string) {
    const state = path.join(runs, controlPlane, 'state.json');
    this.file = JSON.parse(readFileSync(state, 'utf8')).auditLog;
  }

  /** A place in the log: now. */
  mark(): number {
    return this.read(handle => fstatSync(handle).size);
  }

  /** What a user asked after a mark. */
  requests(user: string, from: number): AuditEvent[] {
    return this.lines(from)
      .filter(line => line.includes(`"username":"${user}"`))
      .map(line => JSON.parse(line))
      .filter((event: AuditEvent) => event.user.username === user);
  }

  /** The writes among them, leases left out. */
  writes(user: string, from: number): AuditEvent[] {
    return this.requests(user, from).filter(
      ({ verb, objectRef }) =>
        !READS.includes(verb) &&
        objectRef !== undefined &&
        objectRef.resource !== 'leases',
    );
  }

  /** What RBAC refused to a user; other refusals, such as a namespace that goes, are none of these. */
  forbidden(user: string, from: number): string[] {
    return this.requests(user, from)
      .filter(
        event =>
          event.annotations?.['authorization.k8s.io/decision'] === 'forbid',
      )
      .map(describeRequest);
  }

  /** What the API server called invalid. */
  refused(user: string, from: number): string[] {
    return this.requests(user, from)
      .filter(({ responseStatus }) =>
        [400, 415, 422].includes(Number(responseStatus?.code)),
      )
      .map(describeRequest);
  }

  private lines(from: number): string[] {
    return this.read(handle => {
      const buffer = Buffer.alloc(fstatSync(handle).size - from);
      readSync(handle, buffer, 0, buffer.length, from);
      return buffer.toString('utf8').split('\n').filter(Boolean);
    });
  }

  private read<T>(work: (handle: number) => T): T {
    const handle = openSync(this.file, 'r');
    try {
      return work(handle);
    } finally {
      closeSync(handle);
    }
  }
}

/** Such as `patch fhirs/status cardiology/cardio 200`. */
export function describeRequest({
  verb,
  objectRef,
  responseStatus,
}: AuditEvent): string {
  const { resource = '', subresource, namespace, name } = objectRef ?? {};
  const what = [resource, subresource].filter(Boolean).join('/');
  const where = [namespace, name].filter(Boolean).join('/');
  return [verb, what, where, responseStatus?.code].filter(Boolean).join(' ');
}

/**
 * The rights that a request shows to be used, as `verb group/resource`. A server-side apply that was answered 201 has
 * made the object, for which the API server asks for `create` besides.
 */
export function rightsUsed({
  verb,
  objectRef,
  responseStatus,
}: AuditEvent): string[] {
  if (!objectRef) return [];
  const { apiGroup = '', resource, subresource } = objectRef;
  const what = [resource, subresource].filter(Boolean).join('/');
  const created = verb === 'patch' && responseStatus?.code === 201;
  return [verb, ...(created ? ['create'] : [])].map(
    each => `${each} ${apiGroup}/${what}`,
  );
}
