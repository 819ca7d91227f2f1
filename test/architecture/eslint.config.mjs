import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      '**/*.mjs',
      '**/*.json',
      '**/dist/',
      '**/generated/',
      'profiles/fsh-generated/',
      'reports/',
      '.stryker-tmp/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['server/**'],
    ignores: ['server/commands/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Others are asked by the guarded fetch alone (server/outbound).' },
        { name: 'WebSocket', message: 'Others are asked by the guarded fetch alone (server/outbound).' },
        { name: 'EventSource', message: 'Others are asked by the guarded fetch alone (server/outbound).' },
      ],
    },
  },
  {
    files: ['server/domain/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the instant as an argument.' },
        { object: 'Math', property: 'random', message: 'Take the id or number as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take the instant as an argument.',
        },
        { selector: 'ThrowStatement', message: 'Return a decision; a rule does not throw.' },
      ],
    },
  },
  { files: ['server/domain/exhaustive.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['test/**'], rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    // Markup makes functions long, and each part that may be absent counts as a branch.
    files: ['smart-app/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 18],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    // Markup is long and asks what is there; what decides is in plain functions beside it.
    files: ['smart-app/src/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 16],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.config.*'], rules: { 'no-restricted-exports': 'off' } },
)
