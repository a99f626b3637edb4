import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A generated file: path from the root of the repository, and content. */
export interface GeneratedFile {
  path: string;
  content: string;
}

/** Writes what differs and returns its paths. With `check` nothing is written. */
export async function generate(
  files: GeneratedFile[],
  { check }: { check: boolean },
): Promise<string[]> {
  const changed: string[] = [];
  for (const { path, content } of files) {
    if ((await currentContent(path)) === content) continue;
    changed.push(path);
    if (!check) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }
  return changed;
}

async function currentContent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
