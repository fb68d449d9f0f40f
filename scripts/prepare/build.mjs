import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pinnedNode } from './node-version.mjs';

/** What is built before anything runs; `output` and every `input` are relative to the root. */
const builds = [
  {
    name: 'settings panel',
    folder: 'web',
    arguments: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    inputs: ['web', 'shared', 'pnpm-lock.yaml'],
    output: 'web/dist',
  },
  {
    name: 'guides',
    folder: 'scripts/guides',
    arguments: ['build-guides.ts'],
    inputs: ['docs/de', 'docs/en', 'scripts/guides', 'pnpm-lock.yaml'],
    output: 'docs/dist',
  },
];

/** Whether every output was built from the current sources. */
export function isBuilt(root) {
  return builds.every((build) => isCurrent(root, build));
}

/** Builds each output whose sources have changed. Throws with the output of a build that fails. */
export function buildAll(root) {
  for (const build of builds) if (!isCurrent(root, build)) run(root, build);
}

function isCurrent(root, build) {
  const stamp = stampPath(root, build);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root, build);
}

function run(root, build) {
  console.error(`Building the ${build.name} ...`);
  const built = fingerprint(root, build);
  rmSync(stampPath(root, build), { force: true });
  const { status, error, stdout, stderr } = spawnSync(pinnedNode(root), build.arguments, {
    cwd: join(root, build.folder),
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(
      `${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}` +
        `The ${build.name} could not be built: the lines above say why.`,
    );
  }
  writeFileSync(stampPath(root, build), built);
}

function stampPath(root, { output }) {
  return join(root, output, '.built-from');
}

function fingerprint(root, { inputs }) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => sourcesIn(join(root, input)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Every file below, in a fixed order; without generated files and tests, which do not change an output. */
function sourcesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !['node_modules', 'dist'].includes(name) && !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => sourcesIn(join(path, name)));
}
