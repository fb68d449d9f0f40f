import { describe, expect, test } from 'vitest';
import { openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { checkOf, checkResults } from '../testing/status-results.ts';

describe('privileges', () => {
  test('that are missing fail only the checks that need them', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvCreateContact: null, prvWriteContact: null });
    const status = await fixture.port.getProviderStatus();
    expect(status.status).toBe('DOWN');
    expect(checkResults(status)).toMatchObject({
      READ_CONTACTS: 'PASSED',
      CREATE_CONTACTS: 'FAILED PRIVILEGE_MISSING',
      WRITE_CONTACTS: 'FAILED PRIVILEGE_MISSING',
    });
    expect(checkOf(status, 'CREATE_CONTACTS')?.params).toEqual({ privilege: 'prvCreateContact' });
    expect(checkOf(status, 'WRITE_CONTACTS')?.params).toEqual({ privilege: 'prvWriteContact' });
  });

  test('to read are tested by reading', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvReadContact: null });
    const status = await fixture.port.getProviderStatus();
    expect(checkOf(status, 'READ_CONTACTS')).toMatchObject({
      status: 'FAILED',
      code: 'PRIVILEGE_MISSING',
      params: { privilege: 'prvReadContact' },
    });
    expect(checkOf(status, 'CREATE_CONTACTS')?.status).toBe('PASSED');
  });

  test('to read metadata have a check of their own, and the others continue', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvReadAttribute: null });
    const status = await fixture.port.getProviderStatus();
    expect(checkResults(status)).toMatchObject({
      FIELD_METADATA: 'FAILED PRIVILEGE_MISSING',
      READ_CONTACTS: 'PASSED',
      WRITE_CONTACTS: 'PASSED',
    });
  });

  test('to read only own rows are too narrow, because all other contacts would be created again', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvReadContact: 'Basic' });
    const status = await fixture.port.getProviderStatus();
    expect(status.status).toBe('DOWN');
    expect(checkResults(status)).toMatchObject({ READ_CONTACTS: 'FAILED READ_DEPTH_TOO_NARROW' });
  });

  test.each(['Local', 'Deep'] as const)(
    'limited to the business unit (%s) pass with a warning',
    async (depth) => {
      await using fixture = await openDynamicsFixture();
      fixture.emulator.changePrivileges({
        prvReadContact: depth,
        prvWriteContact: depth,
        prvCreateContact: depth,
      });
      const status = await fixture.port.getProviderStatus();
      expect(status.status).toBe('UP');
      expect(checkResults(status)).toMatchObject({
        READ_CONTACTS: 'PASSED DEPTH_LIMITED',
        CREATE_CONTACTS: 'PASSED',
        WRITE_CONTACTS: 'PASSED DEPTH_LIMITED',
      });
    },
  );

  test('that cannot be read are not verifiable, which is no failure', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvReadUser: null });
    const status = await fixture.port.getProviderStatus();
    expect(status.status).toBe('UP');
    expect(checkResults(status)).toMatchObject({
      READ_CONTACTS: 'PASSED NOT_VERIFIABLE',
      CREATE_CONTACTS: 'SKIPPED NOT_VERIFIABLE',
      WRITE_CONTACTS: 'SKIPPED NOT_VERIFIABLE',
    });
  });
});
