import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { KubeObject } from '../contract';
import { FileJournal } from './fileJournal';
import { Storage } from './storage';

function object(name: string, data: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'n',
      uid: name,
      resourceVersion: '',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    data,
  };
}

describe('the file of the storage', () => {
  let directory: string;
  let open: FileJournal[];

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-'));
    open = [];
  });

  afterEach(async () => {
    await Promise.all(open.map(journal => journal.close()));
    fs.rmSync(directory, { recursive: true, force: true });
  });

  const file = () => path.join(directory, 'objects.jsonl');

  function start(onError: (error: unknown) => void = fail) {
    const storage = new Storage(10);
    const journal = new FileJournal(directory, storage, onError);
    journal.restore();
    storage.journal = journal;
    open.push(journal);
    return { storage, journal };
  }

  function fail(error: unknown): never {
    throw error;
  }

  it('brings back every object with its last content, and the revision', async () => {
    const first = start();
    first.storage.put('a', object('x', 'old'));
    first.storage.put('a', object('x', 'new'));
    first.storage.remove('b', first.storage.put('b', object('y', '')));
    await first.journal.close();
    const { storage } = start();
    expect(storage.list('a')).toEqual(first.storage.list('a'));
    expect(storage.list('b')).toEqual([]);
    expect(storage.revision).toBe(first.storage.revision);
  });

  it('forgets a last line that was cut off', async () => {
    const { storage, journal } = start();
    storage.put('a', object('x', '1'));
    storage.put('a', object('x', '2'));
    await journal.close();
    const text = fs.readFileSync(file(), 'utf8');
    fs.writeFileSync(file(), text.slice(0, -20));
    expect(start().storage.get('a', 'n/x')?.data).toBe('1');
  });

  it('goes on after a line that was cut off', async () => {
    fs.writeFileSync(file(), '{"storageKey":"a","key":"n/x","obj');
    const { storage, journal } = start();
    storage.put('a', object('y', '1'));
    await journal.close();
    expect(start().storage.get('a', 'n/y')?.data).toBe('1');
  });

  it('stays small however often an object changes', async () => {
    const { storage, journal } = start();
    for (let round = 0; round < 5_100; round += 1) {
      storage.put('a', object('x', String(round)));
    }
    await journal.flush();
    expect(fs.readFileSync(file(), 'utf8').split('\n')).toHaveLength(2);
    storage.put('a', object('z', 'later'));
    await journal.close();
    const again = start().storage;
    expect(again.get('a', 'n/x')?.data).toBe('5099');
    expect(again.get('a', 'n/z')?.data).toBe('later');
    expect(again.revision).toBe(storage.revision);
  });

  it('reports that it cannot write', async () => {
    fs.mkdirSync(file(), { recursive: true });
    const errors: unknown[] = [];
    const storage = new Storage(10);
    const journal = new FileJournal(directory, storage, error =>
      errors.push(error),
    );
    storage.journal = journal;
    storage.put('a', object('x', ''));
    await journal.flush();
    expect(errors).toEqual([expect.objectContaining({ code: 'EISDIR' })]);
  });
});
