import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 200;
const patienceMs = 15 * 60_000;
const abandonedGuardMs = 10_000;

/** Runs the work while no other process of this machine does so in the same folder; waits for its turn. */
export async function withLock(root, work) {
  const folder = join(root, '.cache');
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'prepare.lock');
  await acquire(lock);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function acquire(lock) {
  const mine = `${lock}.${process.pid}`;
  const giveUpAt = Date.now() + patienceMs;
  writeFileSync(mine, `${process.pid}`);
  try {
    for (let tries = 0; !tryLink(mine, lock); tries += 1) {
      const holder = holderOf(lock);
      if (holder === undefined) continue;
      if (!isAlive(holder)) clearAbandoned(lock, holder);
      else if (tries === 0)
        console.error(`Waiting for process ${holder}, which prepares this folder already ...`);
      if (Date.now() > giveUpAt)
        throw new Error(`Process ${holder} still holds ${lock}; end it, or remove the file.`);
      await delay(pollMs);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A link appears with its content, so that nobody ever reads a lock without its holder. */
function tryLink(mine, lock) {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(lock) {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Of several that see a dead holder only one may remove its lock, or the second would remove a successor's. */
function clearAbandoned(lock, deadHolder) {
  const guard = `${lock}.guard`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedGuardMs) rmdirSync(guard);
    return;
  }
  try {
    if (holderOf(lock) === deadHolder) rmSync(lock);
  } finally {
    rmdirSync(guard);
  }
}
