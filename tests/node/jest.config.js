// As the suites of tests/cluster, for what runs on a real node (`yarn test:node`).
module.exports = {
  ...require('../jest.config'),
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testTimeout: 180_000,
};
