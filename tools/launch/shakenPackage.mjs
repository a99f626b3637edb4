import path from 'node:path';

/**
 * An esbuild plugin: files of an ES module package that nothing is imported from are left out. For a package that has
 * no side effects and does not say so: of @kubernetes/client-node the programs need the reading of a kubeconfig, and
 * would carry a thousand files of API classes (17 MB of memory, a quarter of a second of every start).
 * @param {string} name
 * @param {string[]} [unused] packages that only the files and functions need that nothing is wanted from
 * @returns {import('esbuild').Plugin}
 */
export function shakenPackage(name, unused = []) {
  const inside = path.join('node_modules', name) + path.sep;
  return {
    name: `shaken ${name}`,
    setup(build) {
      build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, args =>
        args.importer.includes(inside)
          ? { path: path.join(args.resolveDir, args.path), sideEffects: false }
          : undefined,
      );
      build.onResolve({ filter: /^[^.]/ }, ({ path: wanted, importer }) =>
        unused.includes(wanted) && importer.includes(inside)
          ? { path: wanted, namespace: 'left out' }
          : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'left out' }, () => ({
        contents: 'module.exports = {};',
      }));
    },
  };
}
