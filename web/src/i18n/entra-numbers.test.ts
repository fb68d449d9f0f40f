import { ERROR_CODES, microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { CODES_BY_NUMBER } from '../../../server/src/providers/microsoft-dynamics/auth/aadsts-errors.ts';
import { CATALOGUES } from './catalogues.ts';
import { failureMessage } from './failure-message.ts';

/** The AADSTS numbers that a sign-in of an app is known to fail with (reference, section 11). */
const NUMBERS = `7000215 7000222 700016 7000229 7000112 90002 900023 500011 70011 1002012 53003 7000218 900144
  700027 700030 700022 700023 50012 90038 900382 900432 650052 1000031 90055 50196 90033 90006 90024`.split(
  /\s+/,
);

describe.each(['de', 'en'] as const)('in %s', (language) => {
  const texts = CATALOGUES[language];

  test.each(NUMBERS)('AADSTS%s has its own message and names who acts', (number) => {
    const code = CODES_BY_NUMBER[number];
    if (code === undefined) throw new Error(`AADSTS${number} has no code`);
    const { title, next, who } = failureMessage(texts, code, { aadsts: number });
    expect([title, next, who].filter((text) => text.trim() === '')).toEqual([]);
    expect(title).not.toBe(texts.errors.TOKEN_REFUSED.title);
  });

  test('connection codes have distinct titles', () => {
    const titles = Object.entries(ERROR_CODES).flatMap(([code, about]) =>
      about === 'connection' ? [failureMessage(texts, code as keyof typeof ERROR_CODES, {}).title] : [],
    );
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('every check and credential field of Dynamics has a label', () => {
    const { checks, credentialFields } = microsoftDynamicsDescriptor;
    expect(checks.filter((check) => !Object.hasOwn(texts.checks, check))).toEqual([]);
    expect(credentialFields.filter(({ name }) => !texts.credentials.fields[name]?.help)).toEqual([]);
  });
});

test('every mapped number is in the reference', () => {
  expect(Object.keys(CODES_BY_NUMBER).filter((number) => !NUMBERS.includes(number))).toEqual([]);
});
