import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CommandError } from '../CommandError';
import type { Environment } from '../Environment';

/** Reads one YAML or JSON document from a file, or from the standard input for `-`. */
export async function readDocument(
  file: string,
  environment: Pick<Environment, 'directory' | 'readInput'>,
): Promise<unknown> {
  const name = file === '-' ? 'the standard input' : file;
  const text =
    file === '-'
      ? await environment.readInput()
      : readText(path.resolve(environment.directory, file), file);
  const documents = parseAllDocuments(text);
  const [document, ...others] = 'empty' in documents ? [] : documents;
  if (!document || document.contents === null) {
    throw new CommandError(`${name} is empty.`);
  }
  const [error] = document.errors;
  if (error) {
    throw new CommandError(
      `${name} is not valid YAML: ${error.message.split('\n')[0]}`,
      { next: 'Correct that line and run it again.' },
    );
  }
  if (others.length > 0) {
    throw new CommandError(`${name} holds ${others.length + 1} documents.`, {
      next: 'Give each a file of its own.',
    });
  }
  return document.toJS();
}

function readText(resolved: string, file: string): string {
  try {
    return fs.readFileSync(resolved, 'utf8');
  } catch (cause) {
    const missing = Object(cause).code === 'ENOENT';
    throw new CommandError(
      missing ? `There is no file ${file}.` : `${file} cannot be read.`,
      { next: 'Check the path; - reads the standard input.', cause },
    );
  }
}
