import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pnpm = 'pnpm@12.21.0';

/** Whether `node_modules` matches the lockfile, by the stamp of the last installation. */
export function packagesAreInstalled(root) {
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root);
}

/** Installs the packages of the lockfile. Throws with pnpm's output if that fails. */
export function installPackages(root) {
  console.error(`Installing the packages that pnpm-lock.yaml names (${pnpm}) ...`);
  rmSync(stampPath(root), { force: true });
  const { status, error, stdout, stderr } = spawnSync('npx', ['-y', pnpm, 'install', '--frozen-lockfile'], {
    cwd: root,
    encoding: 'utf8',
    // Without CI, pnpm asks before it replaces an outdated node_modules.
    env: { ...process.env, CI: 'true' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error(
      `${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}` +
        'The packages could not be installed: the lines above say why. npm must be able to reach its registry.',
    );
  }
  writeFileSync(stampPath(root), fingerprint(root));
}

function stampPath(root) {
  return join(root, 'node_modules', '.installed-lockfile');
}

function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  for (const manifest of manifests(root)) hash.update(dependenciesOf(manifest));
  return hash.digest('hex');
}

function manifests(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => join(root, entry.name, 'package.json'))
    .concat(join(root, 'package.json'))
    .filter((path) => existsSync(path))
    .sort();
}

/** A changed script needs no installation; a changed dependency does. */
function dependenciesOf(manifest) {
  const entries = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')));
  return JSON.stringify(entries.filter(([key]) => /dependencies$/i.test(key)));
}
