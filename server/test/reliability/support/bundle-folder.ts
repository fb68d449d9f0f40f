import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Removed after the tests. */
    bundleFolder: string;
  }
}

let folder = '';

export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'goodfunds-bundles-'));
  project.provide('bundleFolder', folder);
}

/** Workers are killed, so they cannot remove their bundles themselves. */
export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
