import { execFileSync } from 'node:child_process';

/** Runs kubectl against the cluster under test and returns what it prints; throws with its message when it fails. */
export function kubectl(args: string[], options: { input?: string } = {}) {
  return execFileSync('kubectl', args, {
    encoding: 'utf8',
    input: options.input,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Applies objects on the server's side, as the manager `tests`. */
export function applyObjects(...objects: object[]) {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  return kubectl(
    ['apply', '--server-side', '--field-manager=tests', '-f', '-'],
    {
      input: JSON.stringify(list),
    },
  );
}
