// The unit ring runs the tests of the tools with those of the packages. They stand beside programs that have no `src`.
module.exports = {
  ...require('../tests/jest.config'),
  displayName: 'tools',
  rootDir: __dirname,
  roots: ['<rootDir>'],
};
