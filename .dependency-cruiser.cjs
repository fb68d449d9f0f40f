/** The modules of server/src that each one may import, besides itself and runtime. See docs/architecture.md. */
const serverModules = {
  http: ['api'],
  api: ['integrations', 'sync', 'crm', 'security'],
  integrations: ['store', 'crm', 'security'],
  sync: ['store', 'crm', 'security', 'queue'],
  maintenance: ['store'],
  queue: ['store'],
  store: [],
  crm: ['security/egress'],
  security: [],
  runtime: [],
};

/** Which folders of web/src each folder may import besides itself; no two import each other. */
const webFolders = {
  i18n: ['providers'],
  providers: [],
  ui: ['i18n'],
  api: ['i18n'],
  integration: ['api', 'i18n', 'providers', 'ui'],
  overview: ['i18n', 'integration', 'ui'],
  'steps/(?:connection|mapping|rules|sync)': ['api', 'i18n', 'integration', 'providers', 'ui'],
  app: ['api', 'i18n', 'integration', 'overview', 'providers', 'steps', 'ui'],
};

/** Test code may import everything. `testing/` holds the helpers of several tests; the states of the panel are fixtures. */
const testCode = String.raw`\.test\.tsx?$|/testing/|^(server|web)/test/|^scripts/states/`;
const ours = '^(shared|server|web|emulator|demo|scripts|bench)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that import each other, types included, cannot be read or moved separately.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved escapes every other rule.',
      severity: 'error',
      // The page of the demo imports the built script by its URL.
      from: { pathNot: '^demo/public/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'production-without-test-code',
      comment: 'Production code imports neither tests nor their helpers.',
      severity: 'error',
      from: { path: ours, pathNot: testCode },
      to: { path: testCode },
    },
    {
      name: 'production-without-dev-dependencies',
      comment: 'A package that production code imports belongs in "dependencies".',
      severity: 'error',
      from: { path: '^(shared|server|emulator|demo)/src/', pathNot: testCode },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },

    mayImport('shared', '^shared/', ['^shared/']),
    mayImport('emulator', '^emulator/', ['^emulator/', '^shared/']),
    mayImport('demo', '^demo/', ['^demo/', '^emulator/', '^server/', '^shared/']),
    mayImport('web', '^web/', ['^web/', '^shared/', String.raw`^server/src/api/router\.ts$`]),
    mayImport('scripts', '^scripts/(?!guides/|pictures/)', ['^scripts/']),
    // The guides repeat texts of the panel and codes of the provider.
    mayImport('guides', '^scripts/(guides|pictures)/', [
      '^scripts/',
      '^shared/',
      '^web/src/i18n/',
      String.raw`^server/src/providers/[^/]+/auth/aadsts-errors\.ts$`,
    ]),
    mayImport('bench', '^bench/(?!src/panel/)', ['^bench/', '^emulator/', '^server/', '^shared/']),
    // It measures the panel in a real browser.
    mayImport('panel bench', '^bench/src/panel/', [
      '^bench/',
      '^demo/',
      '^scripts/browser/',
      '^shared/',
      '^web/src/i18n/',
    ]),
    mayImport('server', '^server/', ['^server/', '^shared/']),
    {
      name: 'web-knows-only-types-of-the-server',
      comment: 'The panel imports only types of the router, because it is built without the server.',
      severity: 'error',
      from: { path: '^web/', pathNot: testCode },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'panel-without-schemas',
      comment:
        'The panel takes types and plain functions from shared/; zod would be a fifth of its download.',
      severity: 'error',
      from: { path: '^web/', pathNot: testCode },
      to: { path: '^shared/src/schemas/|node_modules/zod/' },
    },
    {
      name: 'shared-root-without-schemas',
      comment: 'The root of shared/ is bundled into the panel: it borrows the types of the schemas only.',
      severity: 'error',
      from: { path: '^shared/src/(?!schemas/)', pathNot: testCode },
      to: { path: '^shared/src/schemas/|node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-through-its-entry-points',
      comment:
        'Other packages compose the server with app.ts and providers/index.ts, and take the types of its API from api/router.ts. The bench also measures single parts.',
      severity: 'error',
      from: {
        path: ours,
        pathNot: ['^server/', '^bench/src/(clients|growth)/', '^scripts/guides/', testCode],
      },
      to: { path: '^server/', pathNot: String.raw`^server/src/(app|api/router|providers/index)\.ts$` },
    },

    ...Object.entries(serverModules).map(([module, others]) =>
      mayImport(`server/${module}`, `^server/src/${module}/`, [
        `^server/src/(${[module, 'runtime', ...others].join('|')})/`,
        '^shared/',
      ]),
    ),
    ...Object.entries(webFolders).map(([folder, others]) =>
      mayImport(`web/${folder}`, `^web/src/(${folder})/`, [
        '^web/src/$1/',
        ...others.map((other) => `^web/src/${other}/`),
        '^shared/',
        String.raw`^server/src/api/router\.ts$`,
      ]),
    ),
    mayImport('provider', '^server/src/providers/([^/]+)/', [
      '^server/src/providers/$1/',
      '^server/src/(crm|runtime)/',
      '^server/src/security/egress',
      '^shared/',
    ]),
    mayImport('server/settings', String.raw`^server/src/settings\.ts$`, [
      '^server/src/(runtime|security)/',
      String.raw`^server/src/(?!app\.ts|main\.ts)[^/]+\.ts$`,
      '^shared/',
    ]),
    {
      name: 'sql-in-the-store-only',
      comment: 'Another database can replace SQLite only if the store alone contains SQL.',
      severity: 'error',
      from: { path: ours, pathNot: ['^server/src/store/', testCode] },
      to: { path: 'node_modules/(drizzle-orm|better-sqlite3|@types/better-sqlite3)/' },
    },
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};

/** A rule that allows code in `from` to import the listed paths of this repository, and any npm package. */
function mayImport(name, from, allowed) {
  return {
    name: `imports-of-${name.replace(/\W+/g, '-')}`,
    comment: `${name} may not import this.`,
    severity: 'error',
    from: { path: from, pathNot: testCode },
    to: { path: ours, pathNot: allowed },
  };
}
