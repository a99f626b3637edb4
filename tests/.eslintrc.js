module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The package.json of the root names what the tests of the whole product need.
    '@backstage/no-undeclared-imports': 'off',
    '@backstage/no-relative-monorepo-imports': 'off',
    // Suites that run against the sandbox and a real API server are files of their own.
    'jest/no-export': 'off',
    // Waiting for a state fails with what is still wrong: it is an assertion.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: [
          'expect',
          'until*',
          '*.until*',
          'gone',
          'endsWell',
          'stage.removeAll',
        ],
      },
    ],
    // A promise with a deadline refers to its timer from closures that run later.
    '@typescript-eslint/no-use-before-define': [
      'error',
      { functions: false, variables: false },
    ],
  },
});
