import { execFileSync } from 'node:child_process';
import path from 'node:path';

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
