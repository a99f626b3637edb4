import path from 'node:path';

/**
 * An esbuild plugin: files of an ES module package that nothing is imported from are left out. For a package that has
 * no side effects and does not say so: of @kubernetes/client-node the programs need the reading of a kubeconfig, and
 * would carry a thousand files of API classes (17 MB of memory, a quarter of a second of every start).
 * @param {string} name
 * @returns {import('esbuild').Plugin}
 */
export function shakenPackage(name) {
  const inside = path.join('node_modules', name) + path.sep;
  return {
    name: `shaken ${name}`,
    setup(build) {
      build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, args =>
        args.importer.includes(inside)
          ? { path: path.join(args.resolveDir, args.path), sideEffects: false }
          : undefined,
      );
    },
  };
}
