/** What can be made to go wrong. */
export const faultKinds = [
  'image-pull',
  'crash-loop',
  'pending',
  'slow-start',
  'degraded',
  'api-429',
  'api-500',
  'api-reset',
  'arm-403',
  'arm-409',
  'arm-429',
  'arm-500',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** A switched fault: for one instance, or for all when there is none. */
export interface Fault {
  kind: FaultKind;
  /** `<namespace>/<name>` of a Fhir. */
  instance?: string;
}

/** The faults that are switched on. */
export class Faults {
  private faults: Fault[] = [];
  private readonly listeners = new Set<() => void>();

  list(): Fault[] {
    return [...this.faults];
  }

  add(fault: Fault): void {
    if (this.faults.some(one => sameFault(one, fault))) return;
    this.faults.push(fault);
    this.changed();
  }

  /** Takes off what matches; without a kind, everything. */
  remove(fault: Partial<Fault>): void {
    this.faults = this.faults.filter(
      one =>
        (fault.kind && one.kind !== fault.kind) ||
        (fault.instance && one.instance !== fault.instance),
    );
    this.changed();
  }

  /** Whether the fault is on for the instance. */
  on(kind: FaultKind, instance: string | undefined): boolean {
    return this.faults.some(
      one => one.kind === kind && (!one.instance || one.instance === instance),
    );
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The instance that an object belongs to, by the label that the operator gives to all children. */
export function instanceOf(object: {
  metadata: { namespace?: string; labels?: Record<string, string> };
}): string | undefined {
  const name = object.metadata.labels?.['app.kubernetes.io/instance'];
  return name && `${object.metadata.namespace}/${name}`;
}

function sameFault(a: Fault, b: Fault): boolean {
  return a.kind === b.kind && a.instance === b.instance;
}
