import fs from 'node:fs';
import path from 'node:path';
import type { Resource } from '@medplum/fhirtypes';

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

  /** Adds a version in memory; `keep` makes it durable. */
  add(version: Version, { replace = false } = {}): void {
    const key = keyOf(version.type, version.id);
    const versions = this.resources.get(key);
    if (!versions || replace) this.resources.set(key, [version]);
    else versions.push(version);
  }

  keep(versions: Version[]): void {
    this.append(versions);
  }

  /** Undoes `add`. */
  takeBack(versions: Version[]): void {
    for (const version of versions) {
      const key = keyOf(version.type, version.id);
      const left = this.resources.get(key)?.filter(one => one !== version);
      if (left?.length) this.resources.set(key, left);
      else this.resources.delete(key);
    }
  }

  /** Deletes a resource with its history. */
  purge(type: string, id: string): void {
    this.resources.delete(keyOf(type, id));
    this.append([{ purged: { type, id } }]);
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
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyOf(type: string, id: string): string {
  return `${type}/${id}`;
}
