import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pinnedNode } from './node-version.mjs';

const inputs = ['web', 'shared', 'pnpm-lock.yaml'];

/** Whether `web/dist` was built from the sources as they are now. */
export function panelIsBuilt(root) {
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root);
}

/** Builds the settings panel into `web/dist`. Throws with Vite's own words when that fails. */
export function buildPanel(root) {
  console.error('Building the settings panel ...');
  const built = fingerprint(root);
  rmSync(stampPath(root), { force: true });
  const { status, error, stdout, stderr } = spawnSync(
    pinnedNode(root),
    [join(root, 'web/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: join(root, 'web'), encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(
      `${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}` +
        'The settings panel could not be built: the lines above say why.',
    );
  }
  writeFileSync(stampPath(root), built);
}

function stampPath(root) {
  return join(root, 'web', 'dist', '.built-from');
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => sourcesIn(join(root, input)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Every file below, in a fixed order; what is generated and what only tests read cannot change the panel. */
function sourcesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !['node_modules', 'dist'].includes(name) && !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => sourcesIn(join(path, name)));
}
