import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const neededMajor = 24;

/** The Node that npm scripts find first: the pinned one where its package has a binary, else the machine's. */
export function pinnedNode(root) {
  const pinned = join(root, 'node_modules', '.bin', 'node');
  return existsSync(pinned) ? realpathSync(pinned) : process.execPath;
}

/** Throws with what is needed unless that Node can run the TypeScript sources and the database's binary. */
export function checkNode(root) {
  const node = pinnedNode(root);
  const version = node === process.execPath ? process.version : versionOf(node);
  if (Number.parseInt(version.slice(1), 10) >= neededMajor) return;
  throw new Error(
    `Node ${neededMajor} or newer is needed, and ${node} is ${version || 'not able to run here'}. ` +
      `The Node that comes along has no binary for ${process.platform} on ${process.arch}, so please install one.`,
  );
}

function versionOf(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}
