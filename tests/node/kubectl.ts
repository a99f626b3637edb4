import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs kubectl while the test goes on; returns what it prints, throws with its message when it fails. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args);
  return stdout;
}

/** Reads one object. */
export async function read(...args: string[]): Promise<any> {
  return JSON.parse(await kubectl('get', '-o', 'json', ...args));
}

/** Applies objects as a person does, with kubectl and server-side apply. */
export async function apply(...objects: object[]): Promise<string> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  return withInput(
    ['apply', '--server-side', '--field-manager=tests', '-f', '-'],
    list,
  );
}

/** Creates an object and returns what the API server made of it. */
export async function create(object: object): Promise<any> {
  return JSON.parse(
    await withInput(['create', '-o', 'json', '-f', '-'], object),
  );
}

const run = promisify(execFile);

async function withInput(args: string[], input: object): Promise<string> {
  const running = run('kubectl', args);
  running.child.stdin?.end(JSON.stringify(input));
  return (await running).stdout;
}
