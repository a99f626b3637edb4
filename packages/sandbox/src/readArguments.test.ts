import path from 'node:path';
import { readArguments } from './readArguments';

const root = path.join(__dirname, '../../..');
const program = path.join(root, 'packages/sandbox/dist/main.mjs');
const definition = path.join(root, 'deploy/crd/fhirs.yaml');

function ports(base: number) {
  return { ingress: base + 1, kubernetes: base + 2, azure: base + 3 };
}

it.each([
  [
    'nothing',
    [],
    {},
    { directory: path.resolve('.sandbox'), definition, ports: ports(7007) },
  ],
  [
    'the command line',
    ['--state', '/tmp/s', '--root', root, '--port-base', '8040'],
    {},
    { directory: '/tmp/s', definition, ports: ports(8040) },
  ],
  [
    'the environment',
    [],
    { FHIR_SANDBOX_DIR: '/tmp/e', FHIR_PORT_BASE: '9000' },
    { directory: '/tmp/e', definition, ports: ports(9000) },
  ],
  [
    'both: the command line wins',
    ['--state', '/tmp/s', '--port-base', '8040'],
    { FHIR_SANDBOX_DIR: '/tmp/e', FHIR_PORT_BASE: '9000' },
    { directory: '/tmp/s', definition, ports: ports(8040) },
  ],
])('takes %s', (_case, args, env, expected) => {
  expect(readArguments(args, env, program)).toEqual(expected);
});

it.each([
  [
    'an option that is not known',
    ['--states', 'x'],
    {},
    /--states[^]*Usage: sandbox/,
  ],
  [
    'a port that is no number',
    ['--port-base', 'many'],
    {},
    '--port-base must be a number from 0 to 65000, not "many".',
  ],
  ['a port beyond the last', [], { FHIR_PORT_BASE: '70000' }, 'not "70000"'],
  [
    'a root that is none',
    ['--root', '/tmp/nowhere'],
    {},
    'There is no deploy/crd/fhirs.yaml in /tmp/nowhere. Give the folder of the repository: --root DIR.',
  ],
])('refuses %s', (_case, args, env, message) => {
  expect(() => readArguments(args, env, program)).toThrow(message);
});

it('takes free ports for the base 0', () => {
  const { ports: free } = readArguments(['--port-base', '0'], {}, program);
  expect(free).toEqual({ ingress: 0, kubernetes: 0, azure: 0 });
});
