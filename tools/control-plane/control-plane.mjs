import path from 'node:path';
import {
  existingControlPlane,
  runningControlPlanes,
  startControlPlane,
} from './controlPlane.mjs';
import { runToEnd } from './runToEnd.mjs';

const usage = `A real Kubernetes API on this machine, for tests: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok.

  node tools/control-plane/control-plane.mjs up [--no-pods] [--durable] [--manifest FILE]...
  node tools/control-plane/control-plane.mjs status
  node tools/control-plane/control-plane.mjs run -- kubectl get nodes    with KUBECONFIG and PATH set; starts and stops one when none is up
  node tools/control-plane/control-plane.mjs restart | kill              the API server alone
  node tools/control-plane/control-plane.mjs controllers                 restarts the controller manager
  node tools/control-plane/control-plane.mjs compact                     etcd forgets old revisions; after a kill old watches get a 410
  node tools/control-plane/control-plane.mjs down                        stops all

  --name NAME     several side by side (default: default)`;

/** @type {Record<string, (name: string, rest: string[], command: string[]) => Promise<void>>} */
const commands = {
  up: async (name, rest) => print(await up(name, rest)),
  status: async () => {
    const names = runningControlPlanes();
    if (names.length === 0) console.log('no control plane is running');
    for (const name of names) print(existingControlPlane(name));
  },
  run: async (name, rest, command) => {
    const existing = existingControlPlane(name);
    const plane = existing ?? (await up(name, rest));
    try {
      process.exitCode = await runWith(plane, command);
    } finally {
      if (!existing) await plane.stop();
    }
  },
  restart: async name => running(name).restartApiServer(),
  kill: async name => running(name).killApiServer(),
  controllers: async name => running(name).restartControllers(),
  compact: async name =>
    console.log(`compacted at revision ${await running(name).compact()}`),
  down: async name => {
    await existingControlPlane(name)?.stop();
    console.log('stopped');
  },
};

main(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});

/** @param {string[]} args */
async function main(args) {
  const split = args.indexOf('--');
  const own = split < 0 ? args : args.slice(0, split);
  const [verb, ...rest] = own;
  const name = valuesOf(rest, '--name')[0] ?? 'default';
  const command = commands[verb];
  if (!command) throw new Error(usage);
  await command(name, rest, split < 0 ? [] : args.slice(split + 1));
}

/**
 * @param {string} name
 * @param {string[]} rest
 */
async function up(name, rest) {
  return (
    existingControlPlane(name) ??
    startControlPlane({
      name,
      pods: !rest.includes('--no-pods'),
      durable: rest.includes('--durable'),
      manifests: valuesOf(rest, '--manifest'),
      log: line => console.error(line),
    })
  );
}

/** @param {string} name */
function running(name) {
  const plane = existingControlPlane(name);
  if (!plane) throw new Error(`no control plane "${name}" is running`);
  return plane;
}

/** @param {import('./controlPlane.mjs').ControlPlane | undefined} plane */
function print(plane) {
  if (!plane) return;
  console.log(`${plane.name}: ${plane.server}
  export KUBECONFIG=${plane.kubeconfig}
  export PATH=${plane.binaries}:$PATH`);
}

/**
 * @param {import('./controlPlane.mjs').ControlPlane} plane
 * @param {string[]} command
 * @returns {Promise<number>}
 */
function runWith(plane, [program, ...args]) {
  if (!program) throw new Error('run needs a command after "--"');
  return runToEnd(program, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      KUBECONFIG: plane.kubeconfig,
      CONTROL_PLANE: plane.name,
      PATH: `${plane.binaries}${path.delimiter}${process.env.PATH}`,
    },
  });
}

/**
 * @param {string[]} args
 * @param {string} option
 */
function valuesOf(args, option) {
  return args.filter((_, index) => args[index - 1] === option);
}
