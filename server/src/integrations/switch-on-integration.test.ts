import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };

describe('enabling an integration', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('needs a mapping that was saved before, or in the same call', async () => {
    const created = await calls.create();
    expect(await calls.refusedUpdate(created, { enabled: true })).toMatchObject({
      status: 400,
      code: 'MAPPING_MISSING',
    });
    const mapped = await calls.update(created, { mapping: MAPPING });
    expect(mapped.enabled).toBe(false);
    expect((await calls.update(mapped, { enabled: true })).enabled).toBe(true);
    expect(
      (
        await calls.update(await calls.create({ address: 'https://b.example' }), {
          mapping: {},
          enabled: true,
        })
      ).enabled,
    ).toBe(true);
  });

  it('is refused while another integration of the account writes to the same environment', async () => {
    const first = await calls.update(await calls.create(), { mapping: MAPPING, enabled: true });
    const second = await calls.create();
    expect(await calls.refusedUpdate(second, { mapping: MAPPING, enabled: true })).toMatchObject({
      status: 409,
      code: 'ENVIRONMENT_IN_USE',
    });
    const other = app.asUserOf(ACCOUNT + 1);
    expect(
      (await calls.update(await calls.create({}, other), { mapping: MAPPING, enabled: true }, other)).enabled,
    ).toBe(true);
    await calls.update(first, { enabled: false });
    expect((await calls.update(second, { mapping: MAPPING, enabled: true })).enabled).toBe(true);
  });

  it('is refused for credentials of an environment in use', async () => {
    await calls.update(await calls.create(), { mapping: MAPPING, enabled: true });
    const elsewhere = await calls.create({ address: 'https://b.example' });
    const second = await calls.update(elsewhere, { mapping: MAPPING, enabled: true });
    const moving = { credentials: { address: 'https://crm.example' } };
    expect(await calls.refusedUpdate(second, moving)).toMatchObject({
      status: 409,
      code: 'ENVIRONMENT_IN_USE',
    });
  });
});
