import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const neededMajor = 24;

/** The Node that npm scripts use: the pinned one if its package has a binary for this platform, else the machine's. */
export function pinnedNode(root) {
  const pinned = join(root, 'node_modules', '.bin', 'node');
  return existsSync(pinned) ? realpathSync(pinned) : process.execPath;
}

/** Throws unless the Node of npm scripts is new enough to run TypeScript sources. */
export function checkNode(root) {
  const node = pinnedNode(root);
  const version = node === process.execPath ? process.version : versionOf(node);
  if (Number.parseInt(version.slice(1), 10) >= neededMajor) return;
  throw new Error(
    `Node ${neededMajor} or newer is required, but ${node} is ${version || 'not able to run here'}. ` +
      `The bundled Node has no binary for ${process.platform} on ${process.arch}; install Node ${neededMajor}.`,
  );
}

function versionOf(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}
