import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const script = path.resolve(
  __dirname,
  '../../tools/control-plane/control-plane.mjs',
);

/** Undefined on a cluster that is not ours (`KUBECONFIG` was given): what stops the API server is then skipped. */
export const controlPlaneName = process.env.CONTROL_PLANE;

/** `describe`, or `describe.skip` where the control plane is not ours to break. */
export const describeOnOwnControlPlane = controlPlaneName
  ? describe
  : describe.skip;

/**
 * What may be done to the control plane: `restart` and `kill` the API server (it is back when this returns), `compact`
 * etcd. A watch from an old resource version is answered 410 only after `compact` and then `kill`: until then the API
 * server answers from memory.
 */
export function controlPlane(verb: 'restart' | 'kill' | 'compact') {
  if (!controlPlaneName) throw new Error('not our own control plane');
  return execFileSync(
    process.execPath,
    [script, verb, '--name', controlPlaneName],
    { encoding: 'utf8' },
  );
}

/** The same while the test goes on; `controllers` restarts the controller manager. */
export async function breakControlPlane(
  verb: 'restart' | 'kill' | 'compact' | 'controllers',
): Promise<void> {
  if (!controlPlaneName) throw new Error('not our own control plane');
  const args = [script, verb, '--name', controlPlaneName];
  await promisify(execFile)(process.execPath, args);
}
