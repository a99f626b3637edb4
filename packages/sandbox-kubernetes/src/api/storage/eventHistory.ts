import type { KubeObject } from '../contract';

/** One change of one object. `object` of a deletion carries the resourceVersion of the deletion. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  revision: number;
  key: string;
  object: KubeObject;
  previous?: KubeObject;
}

/** The newest changes of one resource, so that watches can resume and lists can look back. */
export class EventHistory {
  private changes: Change[] = [];
  private start = 0;

  /** `floor`: the revision from which on every change is known. */
  constructor(
    private readonly limit: number,
    public floor: number,
  ) {}

  push(change: Change): void {
    this.changes.push(change);
    if (this.changes.length - this.start > this.limit) {
      this.floor = this.changes[this.start].revision;
      this.start += 1;
      if (this.start > this.limit) {
        this.changes = this.changes.slice(this.start);
        this.start = 0;
      }
    }
  }

  /** Changes after a revision, oldest first; undefined when some of them are forgotten. */
  since(revision: number): Change[] | undefined {
    if (revision < this.floor) return undefined;
    let index = this.changes.length;
    while (index > this.start && this.changes[index - 1].revision > revision) {
      index -= 1;
    }
    return this.changes.slice(index);
  }

  /** Forgets everything up to a revision, as a compaction does. */
  compact(revision: number): void {
    this.floor = Math.max(this.floor, revision);
    this.changes = this.changes
      .slice(this.start)
      .filter(change => change.revision > revision);
    this.start = 0;
  }
}
