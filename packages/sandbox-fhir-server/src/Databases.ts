import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from './clock';
import { FhirDatabase } from './FhirDatabase';
import { JobQueue } from './JobQueue';
import { VersionStore } from './VersionStore';

/** A database with the jobs in its queue: what the replicas of a server share. */
export interface OpenDatabase {
  database: FhirDatabase;
  jobs: JobQueue;
}

/** Every database that a pod has opened, by server and name; they outlive pods, as Azure SQL does. */
export class Databases {
  private readonly open = new Map<string, OpenDatabase>();

  constructor(
    private readonly clock: Clock,
    private readonly directory?: string,
  ) {}

  get(server: string, name: string): OpenDatabase {
    const key = `${server}/${name}`.toLowerCase();
    const found = this.open.get(key);
    if (found) return found;
    const file =
      this.directory &&
      path.join(this.directory, `${key.replace(/[^a-z0-9.-]/g, '_')}.ndjson`);
    const database = new FhirDatabase(this.clock, new VersionStore(file));
    const made = { database, jobs: new JobQueue(this.clock) };
    this.open.set(key, made);
    return made;
  }

  /** Drops everything. */
  reset(): void {
    this.open.clear();
    if (this.directory) {
      fs.rmSync(this.directory, { recursive: true, force: true });
    }
  }
}
