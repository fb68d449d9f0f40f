// Runs before every npm script of the project, on whatever Node the machine has (18 or newer), before any
// package is installed: plain JavaScript without dependencies. It speaks to stderr, because stdout belongs to the script.
import { fileURLToPath } from 'node:url';
import { buildAll, isBuilt } from './prepare/build.mjs';
import { withLock } from './prepare/lock.mjs';
import { checkNode } from './prepare/node-version.mjs';
import { installPackages, packagesAreInstalled } from './prepare/packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  if (!packagesAreInstalled(root) || !isBuilt(root)) await withLock(root, prepare);
  checkNode(root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Looks again under the lock: whoever held it before may have done the work. */
function prepare() {
  if (!packagesAreInstalled(root)) installPackages(root);
  checkNode(root);
  buildAll(root);
}
