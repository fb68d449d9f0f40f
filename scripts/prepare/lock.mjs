import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 200;
const patienceMs = 15 * 60_000;

/**
 * Runs the work while no other process on this machine runs it for the same folder; waits for its turn.
 *
 * The lock is a directory that contains one file, named by the holder's process id. A directory cannot be renamed
 * onto one that is not empty, and a dead holder's file is removed by name, so a successor's lock stays intact.
 */
export async function withLock(root, work) {
  const lock = join(root, '.cache', 'prepare-lock');
  await acquire(lock);
  try {
    work();
  } finally {
    release(lock, process.pid);
  }
}

async function acquire(lock) {
  const candidate = `${lock}.${process.pid}`;
  mkdirSync(candidate, { recursive: true });
  writeFileSync(join(candidate, `${process.pid}`), '');
  const giveUpAt = Date.now() + patienceMs;
  let isWaiting = false;
  try {
    while (!attempt(() => renameSync(candidate, lock))) {
      const holder = holderOf(lock);
      if (!isAlive(holder)) release(lock, holder);
      else if (!isWaiting)
        console.error(`Waiting for process ${holder}, which is already preparing this folder ...`);
      isWaiting = true;
      if (Date.now() > giveUpAt)
        throw new Error(`${lock} is still held; end process ${holder} or remove the directory.`);
      await delay(pollMs);
    }
  } finally {
    rmSync(candidate, { recursive: true, force: true });
  }
}

function release(lock, holder) {
  rmSync(join(lock, `${holder}`), { force: true });
  attempt(() => rmdirSync(lock));
}

function holderOf(lock) {
  let files = [];
  attempt(() => {
    files = readdirSync(lock);
  });
  return Number(files[0]);
}

/** Whether the step succeeded; it fails where another process was faster. */
function attempt(step) {
  try {
    step();
    return true;
  } catch (error) {
    // Windows reports a directory that is in the way as EPERM, and one that is being removed as EACCES.
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(error.code)) return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
