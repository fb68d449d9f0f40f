import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

const lineSchema = z.strictObject({
  baseUrl: z.url(),
  authority: z.url(),
  tenantId: z.guid(),
  clientId: z.guid(),
  clientSecret: z.string().min(20),
});

function run(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...settings } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  // At the exit, the last output may still be in the pipe.
  return { child, output, ended: once(child, 'close') };
}

describe('The emulator as a process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line of JSON, serves, and stops cleanly on %s',
    async (signal) => {
      const { child, output, ended } = run({ EMULATOR_PORT: '0', EMULATOR_CONTACTS: '7' });
      await expect.poll(() => output.stdout, { timeout: 30_000 }).toContain('\n');
      const settings = lineSchema.parse(JSON.parse(output.stdout));
      const count = await fetch(`${settings.baseUrl}/_emulator/contacts/count`);
      expect(await count.json()).toEqual({ count: 7 });
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(output.stdout.trim().split('\n')).toHaveLength(1);
      expect(output.stderr).toBe('');
    },
  );

  test.each([
    ['EMULATOR_PORT', 'http'],
    ['EMULATOR_PORT', '70000'],
    ['EMULATOR_CONTACTS', '-1'],
    ['EMULATOR_LATENCY_MS', '1.5'],
  ])('stops with a message that names the setting: %s=%s', async (name, value) => {
    const { output, ended } = run({ EMULATOR_PORT: '0', [name]: value });
    expect(await ended).toEqual([1, null]);
    expect(output.stdout).toBe('');
    expect(output.stderr).toMatch(new RegExp(`^${name} must be a whole number .* not "${value}"\\.\\n$`));
  });

  test('reports that the port is in use', async () => {
    const first = run({ EMULATOR_PORT: '0' });
    await expect.poll(() => first.output.stdout, { timeout: 30_000 }).toContain('\n');
    const { port } = new URL(lineSchema.parse(JSON.parse(first.output.stdout)).baseUrl);
    const second = run({ EMULATOR_PORT: port });
    expect(await second.ended).toEqual([1, null]);
    expect(second.output.stderr).toContain('EMULATOR_PORT');
    first.child.kill('SIGTERM');
    await first.ended;
  });
});
