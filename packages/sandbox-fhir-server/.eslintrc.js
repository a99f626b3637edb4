module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // A schema and its type have one name; the compiler refuses any other redeclaration.
    '@typescript-eslint/no-redeclare': 'off',
  },
});
