import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { provisionInput } from './provisionInput';
import { readDocument } from './readDocument';

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'document-'));
});

afterEach(() => fs.rmSync(directory, { recursive: true }));

function read(content: string): Promise<unknown> {
  fs.writeFileSync(path.join(directory, 'f.yaml'), content);
  return readDocument('f.yaml', { directory, readInput: async () => '' });
}

describe('readDocument', () => {
  it.each([
    ['YAML', 'a: 1\n'],
    ['YAML with a document mark and comments', '# x\n---\na: 1\n'],
    ['JSON', '{"a": 1}'],
  ])('reads %s', async (_case, content) => {
    expect(await read(content)).toEqual({ a: 1 });
  });

  it('reads the standard input', async () => {
    const readInput = async () => 'a: 1';
    expect(await readDocument('-', { directory, readInput })).toEqual({ a: 1 });
  });

  it.each([
    ['nothing', '', 'f.yaml is empty.'],
    ['comments only', '# x\n', 'f.yaml is empty.'],
    ['YAML that is none', 'a: [1', 'f.yaml is not valid YAML'],
    ['several documents', 'a: 1\n---\nb: 2\n', 'f.yaml holds 2 documents.'],
  ])('refuses %s', async (_case, content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });

  it('says that a file is not there', async () => {
    const readInput = async () => '';
    await expect(
      readDocument('nowhere.yaml', { directory, readInput }),
    ).rejects.toMatchObject({
      message: 'There is no file nowhere.yaml.',
      next: 'Check the path; - reads the standard input.',
    });
    await expect(readDocument('.', { directory, readInput })).rejects.toThrow(
      '. cannot be read.',
    );
  });
});

describe('provisionInput refuses', () => {
  it.each([
    ['a list', [], 'The file does not hold a request.'],
    [
      'another kind',
      { apiVersion: 'apps/v1', kind: 'Deployment' },
      'The file holds a Deployment of apps/v1.',
    ],
    [
      'another version',
      { apiVersion: 'fhir-on-aks.io/v9', kind: 'Fhir' },
      'The file holds a Fhir of fhir-on-aks.io/v9.',
    ],
  ])('%s', (_case, document, words) => {
    expect(() => provisionInput(document, {})).toThrow(words);
  });

  it('nothing of a spec that is no object: the parser says what is wrong', () => {
    expect(provisionInput({ spec: 'text' }, { set: ['size=Large'] })).toEqual({
      spec: 'text',
    });
  });
});
