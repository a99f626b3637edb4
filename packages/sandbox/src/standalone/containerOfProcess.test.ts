import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { containerOfProcess } from './containerOfProcess';

const on = { log: () => {}, onChange: () => {}, onExit: () => {} };

describe('containerOfProcess', () => {
  it('has the environment of the process and the newest image of the FHIR version', () => {
    const { env, image } = containerOfProcess('R5', { DataStore: 'x' }, on);
    expect(env).toEqual({ DataStore: 'x' });
    expect(image).toMatchObject({
      repository: 'mcr.microsoft.com/healthcareapis/r5-fhir-server',
      tag: '5.0.30',
    });
  });

  it('reads mounted files as they are now', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mounted-'));
    const file = path.join(folder, 'token');
    const { files } = containerOfProcess('R4', {}, on);
    expect(files[file]).toBeUndefined();
    writeFileSync(file, 'one');
    expect(files[file]).toBe('one');
    writeFileSync(file, 'two');
    expect(files[file]).toBe('two');
    rmSync(folder, { recursive: true });
  });
});
