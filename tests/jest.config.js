// The suites that need a cluster are no package of their own: the transforms are those of the Backstage jest
// configuration, so TypeScript and dependencies that are ES modules work as in every package.
const path = require('node:path');

const backstage = path.dirname(
  require.resolve('@backstage/cli-module-test-jest/config/jest'),
);
/** @param {'ecmascript' | 'typescript'} parser */
const swc = parser => [
  path.join(backstage, 'jestSwcTransform'),
  {
    module: { ignoreDynamic: true, exportInteropAnnotation: true },
    jsc: { parser: { syntax: parser } },
  },
];

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/cluster'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: require.resolve('jest-environment-node'),
  testTimeout: 60_000,
  moduleFileExtensions: ['ts', 'js', 'mts', 'cts', 'mjs', 'cjs', 'json'],
  transform: {
    '\\.(mjs|cjs|js)$': swc('ecmascript'),
    '\\.(mts|cts|ts)$': swc('typescript'),
    '\\.(yaml)$': path.join(backstage, 'jestYamlTransform'),
  },
  transformIgnorePatterns: [
    '/node_modules/(?:ajv|jest-.*|knex|typescript|json-schema)/',
  ],
};
