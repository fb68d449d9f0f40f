import { describe, expect, test } from 'vitest';
import { openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { checkOf, checkResults } from '../testing/status-results.ts';

/** A business unit below the topmost one. */
const LOWER_UNIT = '11111111-1111-4111-8111-111111111111';

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

  test.each([
    ['Basic', 'topmost'],
    ['Local', 'topmost'],
    ['Basic', 'lower'],
    ['Local', 'lower'],
    ['Deep', 'lower'],
  ] as const)(
    'to read at depth %s, in the %s business unit, are too narrow, because contacts out of sight would be created again',
    async (depth, unit) => {
      await using fixture = await openDynamicsFixture();
      if (unit === 'lower') fixture.emulator.setUser({ businessUnitId: LOWER_UNIT });
      fixture.emulator.changePrivileges({ prvReadContact: depth });
      const status = await fixture.port.getProviderStatus();
      expect(status.status).toBe('DOWN');
      expect(checkResults(status)).toMatchObject({ READ_CONTACTS: 'FAILED READ_DEPTH_TOO_NARROW' });
      expect(checkOf(status, 'READ_CONTACTS')?.params).toEqual({ privilege: 'prvReadContact', depth });
    },
  );

  test.each(['topmost', 'lower'] as const)('at depth Global pass in the %s business unit', async (unit) => {
    await using fixture = await openDynamicsFixture();
    if (unit === 'lower') fixture.emulator.setUser({ businessUnitId: LOWER_UNIT });
    expect(new Set(Object.values(checkResults(await fixture.port.getProviderStatus())))).toEqual(
      new Set(['PASSED']),
    );
  });

  test('at depth Deep pass in the topmost business unit, which has all others below it', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvReadContact: 'Deep', prvWriteContact: 'Deep' });
    expect(checkResults(await fixture.port.getProviderStatus())).toMatchObject({
      READ_CONTACTS: 'PASSED',
      WRITE_CONTACTS: 'PASSED',
    });
  });

  test('at depth Deep are too narrow where the business unit cannot be read', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvReadContact: 'Deep', prvReadBusinessUnit: null });
    expect(checkResults(await fixture.port.getProviderStatus())).toMatchObject({
      READ_CONTACTS: 'FAILED READ_DEPTH_TOO_NARROW',
    });
  });

  test.each(['Local', 'Deep'] as const)(
    'to write that are limited to a business unit (%s) pass with a warning',
    async (depth) => {
      await using fixture = await openDynamicsFixture();
      fixture.emulator.setUser({ businessUnitId: LOWER_UNIT });
      fixture.emulator.changePrivileges({ prvWriteContact: depth, prvCreateContact: depth });
      const status = await fixture.port.getProviderStatus();
      expect(status.status).toBe('UP');
      expect(checkResults(status)).toMatchObject({
        READ_CONTACTS: 'PASSED',
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
