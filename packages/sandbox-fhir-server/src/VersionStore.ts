import fs from 'node:fs';
import path from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { parseJson } from './fhirJson';

/** One version of one resource; a deletion has no resource. */
export interface Version {
  type: string;
  id: string;
  version: number;
  at: string;
  resource?: Resource;
}

/** A line of the file: a version, a schema upgrade, or a resource that was deleted for good. */
type Line =
  | Version
  | { schemaVersion: number }
  | { purged: { type: string; id: string } };

/** A change in memory, and what was there before it. */
export interface Change {
  key: string;
  before?: Version[];
  line: Line;
}

/** All versions of all resources of one database, and its file with one line per change. */
export class VersionStore {
  /** 0 until a server or a schema job has created the schema. */
  schemaVersion = 0;
  private readonly resources = new Map<string, Version[]>();

  constructor(private readonly file?: string) {
    if (file && fs.existsSync(file)) this.load(file);
  }

  upgradeSchema(schemaVersion: number): void {
    this.schemaVersion = schemaVersion;
    this.append([{ schemaVersion }]);
  }

  last(type: string, id: string): Version | undefined {
    return this.resources.get(keyOf(type, id))?.at(-1);
  }

  /** What is there now, of one type or of all. */
  current(type?: string): Resource[] {
    const found: Resource[] = [];
    for (const versions of this.resources.values()) {
      const last = versions[versions.length - 1];
      if (last.resource && (!type || last.type === type)) {
        found.push(last.resource);
      }
    }
    return found;
  }

  /** Versions, newest first, of one resource, one type or everything. */
  history(type?: string, id?: string): Version[] {
    if (type && id) {
      return [...(this.resources.get(keyOf(type, id)) ?? [])].reverse();
    }
    return [...this.resources.values()]
      .filter(([first]) => !type || first.type === type)
      .flat()
      .sort((a, b) => b.at.localeCompare(a.at));
  }

  /** Adds a version in memory; `commit` makes it durable. */
  add(version: Version, { replace = false } = {}): Change {
    const key = keyOf(version.type, version.id);
    const before = this.resources.get(key);
    this.resources.set(key, [...(replace ? [] : (before ?? [])), version]);
    return { key, before, line: version };
  }

  /** Deletes a resource with its history in memory; `commit` makes it durable. */
  purge(type: string, id: string): Change {
    const key = keyOf(type, id);
    const before = this.resources.get(key);
    this.resources.delete(key);
    return { key, before, line: { purged: { type, id } } };
  }

  commit(changes: Change[]): void {
    this.append(changes.map(({ line }) => line));
  }

  /** Undoes changes that were not committed. */
  rollBack(changes: Change[]): void {
    for (const { key, before } of [...changes].reverse()) {
      if (before) this.resources.set(key, before);
      else this.resources.delete(key);
    }
  }

  private append(lines: Line[]): void {
    if (!this.file || lines.length === 0) return;
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    fs.appendFileSync(
      this.file,
      lines.map(line => `${JSON.stringify(line)}\n`).join(''),
    );
  }

  private load(file: string): void {
    for (const text of fs.readFileSync(file, 'utf8').split('\n')) {
      if (text) this.replay(parseLine(text));
    }
  }

  private replay(line: Line | undefined): void {
    if (!line) return;
    if ('schemaVersion' in line) this.schemaVersion = line.schemaVersion;
    else if ('purged' in line) {
      this.resources.delete(keyOf(line.purged.type, line.purged.id));
    } else this.add(line);
  }
}

/** A line that was cut off when the process was killed counts as not written. */
function parseLine(text: string): Line | undefined {
  try {
    return parseJson(text) as Line;
  } catch {
    return undefined;
  }
}

function keyOf(type: string, id: string): string {
  return `${type}/${id}`;
}
