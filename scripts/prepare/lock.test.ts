import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-lock-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const lockModule = pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href;

/** A process that logs the beginning and the end of its work, so that overlapping work shows in the log. */
function worker(): Promise<number | null> {
  const program = `
    import { appendFileSync, readFileSync } from 'node:fs';
    import { withLock } from '${lockModule}';
    await withLock(process.argv[1], () => {
      appendFileSync(process.argv[1] + '/log', 'begin\\n');
      for (let read = 0; read < 2000; read += 1) readFileSync(process.argv[1] + '/log');
      appendFileSync(process.argv[1] + '/log', 'end\\n');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, root], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('close', resolve));
}

test('processes that prepare the same folder take turns', async () => {
  const codes = await Promise.all(Array.from({ length: 4 }, worker));
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(readFileSync(join(root, 'log'), 'utf8')).toBe('begin\nend\n'.repeat(4));
  expect(readdirSync(join(root, '.cache'))).toEqual([]);
});

test('waiting processes take over the lock of a dead process, one at a time', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.once('close', resolve));
  mkdirSync(join(root, '.cache', 'prepare-lock'), { recursive: true });
  writeFileSync(join(root, '.cache', 'prepare-lock', String(dead.pid)), '');

  const codes = await Promise.all(Array.from({ length: 3 }, worker));
  expect(codes).toEqual([0, 0, 0]);
  expect(readFileSync(join(root, 'log'), 'utf8')).toBe('begin\nend\n'.repeat(3));
  expect(readdirSync(join(root, '.cache'))).toEqual([]);
});
