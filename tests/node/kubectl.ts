import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs kubectl while the test goes on; returns what it prints, throws with its message when it fails. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args);
  return stdout;
}

/** An object as kubectl prints it; what is in spec and status is for the test to expect. */
export interface Shown {
  metadata: { name: string; deletionTimestamp?: string };
  spec: Record<string, unknown>;
  status: Record<string, unknown>;
}

/** Reads one object. */
export async function read(...args: string[]): Promise<Shown> {
  return JSON.parse(await kubectl('get', '-o', 'json', ...args));
}

/** Reads objects. */
export async function list(...args: string[]): Promise<Shown[]> {
  return JSON.parse(await kubectl('get', '-o', 'json', ...args)).items;
}

/** Applies objects as a person does, with kubectl and server-side apply: objects, or a manifest in YAML. */
export async function apply(...objects: Array<object | string>): Promise<void> {
  for (const object of objects) {
    await withInput(
      ['apply', '--server-side', '--field-manager=tests', '-f', '-'],
      typeof object === 'string' ? object : JSON.stringify(object),
    );
  }
}

/** Creates an object and returns what the API server made of it. */
export async function create(object: object): Promise<Shown> {
  return JSON.parse(
    await withInput(
      ['create', '-o', 'json', '-f', '-'],
      JSON.stringify(object),
    ),
  );
}

async function withInput(args: string[], input: string): Promise<string> {
  const running = run('kubectl', args);
  running.child.stdin?.end(input);
  return (await running).stdout;
}
