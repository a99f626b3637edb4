module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The package.json of the root names what these programs need: some of them run before anything is installed.
    '@backstage/no-undeclared-imports': 'off',
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});
