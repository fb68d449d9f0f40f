import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const repository = join(import.meta.dirname, '..', '..');
const config = join(repository, '.dependency-cruiser.cjs');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'import-edges-'));
  copyFileSync(join(repository, 'tsconfig.json'), join(root, 'tsconfig.json'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes the sources by path, and returns the rules they break, each with the import. */
function brokenRules(sources: Record<string, string>): string[] {
  for (const [path, source] of Object.entries(sources)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  const folders = [...new Set(Object.keys(sources).map((path) => path.slice(0, path.indexOf('/'))))];
  const tool = join(repository, 'node_modules', '.bin', 'depcruise');
  const { stdout } = spawnSync(tool, ['--config', config, ...folders], { cwd: root, encoding: 'utf8' });
  return [...stdout.matchAll(/error (.*)/g)].map(([, violation]) => violation?.trim() ?? '').sort();
}

test('a module imports its allowed modules, runtime and shared, and nothing else', () => {
  const broken = brokenRules({
    'shared/src/index.ts': 'export const contract = 1;',
    'server/src/runtime/clock.ts': 'export const clock = 1;',
    'server/src/store/runs.ts': `import '../runtime/clock.ts'; import '../../../shared/src/index.ts';`,
    'server/src/sync/drain.ts': `import '../store/runs.ts'; import '../runtime/clock.ts';`,
    'server/src/api/router.ts': `import '../sync/drain.ts'; import '../store/runs.ts';`,
  });
  expect(broken).toEqual(['imports-of-server-api: server/src/api/router.ts → server/src/store/runs.ts']);
});

test('an import of types counts like any other, even inside a type', () => {
  const broken = brokenRules({
    'server/src/store/runs.ts': 'export type Run = string;',
    'server/src/crm/kit.ts': `import type { Run } from '../store/runs.ts'; export type Kit = Run;`,
    'server/src/security/seal.ts': `export type Seal = import('../store/runs.ts').Run;`,
  });
  expect(broken).toEqual([
    'imports-of-server-crm: server/src/crm/kit.ts → server/src/store/runs.ts',
    'imports-of-server-security: server/src/security/seal.ts → server/src/store/runs.ts',
  ]);
});

test('a cycle is reported, also one of types', () => {
  const broken = brokenRules({
    'shared/src/contact.ts': `import type { Mapping } from './mapping.ts'; export type Contact = Mapping;`,
    'shared/src/mapping.ts': `import type { Contact } from './contact.ts'; export type Mapping = Contact[];`,
  });
  expect(broken).toEqual([expect.stringMatching(/^no-cycles: shared/)]);
});

test('the panel and the root of shared/ import no schemas; the root borrows their types', () => {
  const broken = brokenRules({
    'shared/src/schemas/contact.ts': 'export const contactSchema = 1; export type Contact = number;',
    'shared/src/contact.ts': `import { contactSchema } from './schemas/contact.ts'; export const id = contactSchema;`,
    'shared/src/index.ts': `export type * from './schemas/contact.ts'; export * from './contact.ts';`,
    'shared/src/link.ts': `import type { Contact } from './schemas/contact.ts'; export type Link = Contact;`,
    'web/src/panel.ts': `import '../../shared/src/schemas/contact.ts'; import '../../shared/src/index.ts';`,
  });
  expect(broken).toEqual([
    'panel-without-schemas: web/src/panel.ts → shared/src/schemas/contact.ts',
    'shared-root-without-schemas: shared/src/contact.ts → shared/src/schemas/contact.ts',
  ]);
});

test('a provider knows the kit, egress and its own folder, but no other provider', () => {
  const broken = brokenRules({
    'server/src/crm/kit.ts': 'export const kit = 1;',
    'server/src/security/egress/egress.ts': 'export const egress = 1;',
    'server/src/security/keys.ts': 'export const keys = 1;',
    'server/src/providers/other/client.ts': 'export const client = 1;',
    'server/src/providers/mine/client.ts': 'export const client = 1;',
    'server/src/providers/mine/provider.ts': [
      './client.ts',
      '../../crm/kit.ts',
      '../../security/egress/egress.ts',
    ]
      .concat('../other/client.ts', '../../security/keys.ts')
      .map((path) => `import '${path}';`)
      .join('\n'),
  });
  expect(broken).toEqual([
    'imports-of-provider: server/src/providers/mine/provider.ts → server/src/providers/other/client.ts',
    'imports-of-provider: server/src/providers/mine/provider.ts → server/src/security/keys.ts',
  ]);
});

test('the panel borrows types of the router and nothing that runs', () => {
  const broken = brokenRules({
    'server/src/api/router.ts': 'export type AppRouter = string; export const router = 1;',
    'web/src/types.ts': `import type { AppRouter } from '../../server/src/api/router.ts'; export type A = AppRouter;`,
    'web/src/value.ts': `import { router } from '../../server/src/api/router.ts'; export const value = router;`,
  });
  expect(broken).toEqual(['web-knows-only-types-of-the-server: web/src/value.ts → server/src/api/router.ts']);
});

test('only tests of the server import the emulator', () => {
  const broken = brokenRules({
    'emulator/src/index.ts': 'export const emulator = 1;',
    'server/src/sync/drain.test.ts': `import '../../../emulator/src/index.ts';`,
    'server/src/sync/drain.ts': `import '../../../emulator/src/index.ts';`,
  });
  expect(broken).toContain('imports-of-server: server/src/sync/drain.ts → emulator/src/index.ts');
  expect(broken.filter((violation) => violation.includes('drain.test.ts'))).toEqual([]);
});
