// Runs before every npm script, on any Node from 18 on and before packages are installed, so it is plain JavaScript
// without dependencies. It writes to stderr, because stdout belongs to the script.
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

/** Checks again under the lock, because its previous holder may have done the work. */
function prepare() {
  if (!packagesAreInstalled(root)) installPackages(root);
  checkNode(root);
  buildAll(root);
}
