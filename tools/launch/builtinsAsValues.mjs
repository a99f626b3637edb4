import { builtinModules } from 'node:module';

const builtin = new RegExp(
  `^(node:.+|${builtinModules.filter(name => !name.startsWith('_')).join('|')})$`,
);

/**
 * An esbuild plugin: Node's own modules are taken as values. An `import` statement makes Node read every export of the
 * module, and among those of node:http are WebSocket and its events, which load Node's whole fetch (17 MB of memory).
 * @type {import('esbuild').Plugin}
 */
export const builtinsAsValues = {
  name: 'builtins as values',
  setup(build) {
    build.onResolve({ filter: builtin }, ({ path }) => ({
      path,
      namespace: 'builtin',
    }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};
