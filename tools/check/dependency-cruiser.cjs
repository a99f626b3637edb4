// Who may import whom: ../shared design §2. Value and type cycles are both forbidden.
const ours = '^(packages|plugins)/';
/** @param {string} from @param {string[]} allowed */
const only = (from, allowed) => ({
  name: `${from.split('/').pop()}-imports`,
  severity: 'error',
  comment: `${from} may import only ${allowed.join(', ') || 'nothing of ours'}`,
  from: {
    path: `^${from}/src`,
    pathNot: '\\.test\\.tsx?$|/testing|/__testUtils__/',
  },
  to: {
    path: ours,
    pathNot: [`^${from}/`, ...allowed.map(name => `^${name}/`)],
  },
});
const common = 'plugins/fhir-common';
const node = 'plugins/fhir-node';
const kube = 'packages/kube';
const view = 'packages/fhir-view';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only(common, []),
    only(kube, []),
    only('packages/provision', [common, kube]),
    only(view, [common, kube]),
    only('packages/operator', [common, kube, view]),
    only('packages/cli', [common, kube, 'packages/provision']),
    only('packages/sandbox', [
      'packages/sandbox-kubernetes',
      'packages/sandbox-azure',
      'packages/sandbox-fhir-server',
    ]),
    only('packages/sandbox-kubernetes', []),
    only('packages/sandbox-azure', []),
    only('packages/sandbox-fhir-server', []),
    only('plugins/fhir', [common]),
    only(node, [common, kube]),
    only('plugins/fhir-backend', [common, node, kube, view]),
    only('plugins/catalog-backend-module-fhir', [common, node, kube, view]),
    only('plugins/scaffolder-backend-module-fhir', [
      common,
      node,
      kube,
      'packages/provision',
    ]),
    {
      name: 'no-drawers',
      severity: 'error',
      from: {
        path: '(^|/)(utils?|helpers?|common|misc)(\\.tsx?|/)',
        pathNot: 'node_modules',
      },
      to: {},
    },
    {
      name: 'common-is-pure',
      severity: 'error',
      from: { path: `^${common}/src`, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
