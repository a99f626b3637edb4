import fs from 'node:fs';
import path from 'node:path';
import type { KubeObject } from '../contract';
import { isObject } from '../jsonValue';
import { toKubeObject } from '../kubeObject';
import { objectKey, type Journal, type Storage } from './storage';

interface Entry {
  storageKey: string;
  key: string;
  object?: KubeObject;
  revision: number;
}

const smallestCompaction = 5_000;

/**
 * Keeps the objects in one append-only file of JSON lines. The file is written anew, beside
 * the old one and then renamed, when most of its lines are out of date.
 */
export class FileJournal implements Journal {
  private readonly file: string;
  private pending: string[] = [];
  private writing: Promise<void> = Promise.resolve();
  private lines = 0;
  private handle?: fs.promises.FileHandle;
  private scheduled = false;

  constructor(
    directory: string,
    private readonly storage: Storage,
    private readonly onError: (error: unknown) => void,
  ) {
    fs.mkdirSync(directory, { recursive: true });
    this.file = path.join(directory, 'objects.jsonl');
  }

  /** Puts back what the file holds. A last line that was cut off is forgotten. */
  restore(): void {
    const objects = new Map<string, [string, KubeObject]>();
    let revision = 0;
    for (const entry of this.entries()) {
      this.lines += 1;
      revision = Math.max(revision, entry.revision);
      const id = `${entry.storageKey} ${entry.key}`;
      if (entry.object) objects.set(id, [entry.storageKey, entry.object]);
      else objects.delete(id);
    }
    this.storage.restore(objects.values(), revision);
  }

  put(storageKey: string, key: string, object: KubeObject): void {
    this.append({ storageKey, key, object, revision: this.storage.revision });
  }

  remove(storageKey: string, key: string, revision: number): void {
    this.append({ storageKey, key, revision });
  }

  /** Everything that was written is in the file. */
  async flush(): Promise<void> {
    this.drain();
    await this.writing;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.handle?.close();
    this.handle = undefined;
  }

  private append(entry: Entry): void {
    this.pending.push(JSON.stringify(entry));
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.drain());
  }

  private drain(): void {
    this.scheduled = false;
    if (this.pending.length === 0) return;
    const text = `${this.pending.join('\n')}\n`;
    this.lines += this.pending.length;
    this.pending = [];
    this.writing = this.writing
      .then(async () => {
        this.handle ??= await fs.promises.open(this.file, 'a');
        await this.handle.appendFile(text);
        if (this.isWorthCompacting()) await this.compact();
      })
      .catch(this.onError);
  }

  private count(): number {
    return this.storage
      .storageKeys()
      .reduce((sum, key) => sum + this.storage.size(key), 0);
  }

  private isWorthCompacting(): boolean {
    return this.lines > smallestCompaction && this.lines > 4 * this.count();
  }

  private async compact(): Promise<void> {
    const { revision } = this.storage;
    const lines = this.storage.storageKeys().flatMap(storageKey =>
      this.storage.list(storageKey).map(object =>
        JSON.stringify({
          storageKey,
          key: objectKey(object.metadata.namespace ?? '', object.metadata.name),
          object,
          revision,
        }),
      ),
    );
    const fresh = `${this.file}.new`;
    await fs.promises.writeFile(fresh, `${lines.join('\n')}\n`);
    await this.handle?.close();
    this.handle = undefined;
    await fs.promises.rename(fresh, this.file);
    this.lines = lines.length;
  }

  private entries(): Entry[] {
    if (!fs.existsSync(this.file)) return [];
    const text = fs.readFileSync(this.file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // What is written from now on must not be joined to a line that was cut off.
    if (whole.length < text.length) fs.writeFileSync(this.file, whole);
    return whole.split('\n').flatMap(line => parseEntry(line) ?? []);
  }
}

function parseEntry(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value)) return undefined;
    const { storageKey, key, object, revision } = value;
    if (typeof storageKey !== 'string' || typeof key !== 'string') {
      return undefined;
    }
    return {
      storageKey,
      key,
      object: object === undefined ? undefined : toKubeObject(object),
      revision: Number(revision),
    };
  } catch {
    return undefined;
  }
}
