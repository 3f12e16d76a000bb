import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What the files of a folder may not import: the layering that keeps the product's halves apart. */
const imports = (files, ...bans) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: bans.map(([regex, message]) => ({ regex, message })) },
    ],
  },
});

// Imports between folders of src/ are relative: `../http/x.js`, `../../monitoring/probes/index.js`.
const folder = (names) => `^\\.{1,2}/(?:.*/)?(?:${names})(?:/|\\.js$)`;
const prisma = ['^@prisma/|/prisma-client/', 'Prisma is for stores and the platform.'];
const express = ['^express$', 'Express is for http/, web/ and app.ts.'];
const notFromPlatform = [
  folder('api|documents|http|ledger|monitoring|web|seed|app|main'),
  'platform/ knows nothing of the product.',
];
const notFromLedger = [
  folder('api|documents|http|monitoring|web|seed|app|main'),
  'ledger/ is what api/ and monitoring/ agree on.',
];
const notFromMonitoring = [
  folder('api|documents|http|web|seed|app|main'),
  'monitoring/ never imports what clients may ask.',
];
const notFromHttp = [
  folder('api|documents|ledger|monitoring|web|seed|app|main'),
  'http/ is shared by routes and knows none of them.',
];
const notFromSeed = [folder('api|documents|monitoring|web|app|main'), 'seed/ fills the database by itself.'];
const notFromApi = [folder('documents|seed|web|app|main'), 'api/ is used by app.ts, not the other way.'];
const notFromDocuments = [
  folder('api|ledger|monitoring|web|seed|app|main'),
  'documents/ reads routes, and knows none of them.',
];
const notFromWeb = [folder('ledger|monitoring|seed|app|main'), 'web/ reads through what clients may ask.'];
const notProbes = [folder('monitoring'), 'Only api/targets reads the list of probes.'];
const notOtherFeatures = ['^\\.\\./[a-z]', 'Features of api/ never import each other.'];

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'src/platform/database/prisma-client/', 'test/documents/client.schema.ts']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Objects are made by functions that use no `this`, so their methods may be taken off them.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in platform/settings.ts alone.' },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  imports(['src/platform/**'], notFromPlatform, express),
  imports(['src/ledger/**'], notFromLedger, express, prisma),
  imports(['src/monitoring/**'], notFromMonitoring, express, prisma),
  imports(['src/seed/**'], notFromSeed, express, prisma),
  imports(['src/http/**'], notFromHttp, prisma),
  imports(['src/api/**'], notFromApi, notProbes, notOtherFeatures, prisma, ['^express$', 'Routes are values.']),
  imports(['src/api/index.ts'], notFromApi, notProbes, prisma, express),
  imports(['src/api/targets/**'], notFromApi, notOtherFeatures, prisma, express),
  imports(['src/api/**/store.ts'], notFromApi, notProbes, notOtherFeatures, express),
  imports(['src/documents/**'], notFromDocuments, express, prisma),
  imports(['src/web/**'], notFromWeb, prisma),
  imports(['src/browser/**'], ['^\\.\\./|^[^.]', 'Scripts of pages run in browsers, which have none of this.']),
  imports(['src/*.ts'], prisma, express),
  imports(['src/app.ts'], prisma),
  {
    files: ['src/**'],
    ignores: ['src/browser/**'],
    rules: {
      'no-restricted-globals': ['error', ...['document', 'event', 'location', 'name', 'navigator', 'status', 'window']],
    },
  },
  { files: ['src/platform/settings.ts', 'test/**', 'bench/**'], rules: { 'no-restricted-properties': 'off' } },
  // A module's declaration can be added to by an interface only.
  { files: ['test/support/postgres.ts'], rules: { '@typescript-eslint/consistent-type-definitions': 'off' } },
  {
    files: ['scripts/**/*.mjs', 'bench/**/*.mjs', '*.config.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'performance', 'URL', 'AbortController'].map((name) => [name, 'readonly']),
      ),
    },
  },
);
