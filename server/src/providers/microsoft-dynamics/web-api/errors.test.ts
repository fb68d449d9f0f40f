import { describe, expect, test } from 'vitest';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { integrationErrorFrom, isTransient, readFailure } from './errors.ts';

function refused(status: number, code: string, message = '') {
  return { status, headers: {}, body: JSON.stringify({ error: { code, message } }), requestId: 'r-1' };
}

describe('Dataverse’s code decides, whatever the status', () => {
  test.each([
    ['0x80072560', 'APPLICATION_USER_MISSING'],
    ['0x80040225', 'APPLICATION_USER_DISABLED'],
    ['0x80042F09', 'ROLE_MISSING'],
    ['0x80040220', 'PRIVILEGE_MISSING'],
    ['0x8004F502', 'COLUMN_ACCESS_DENIED'],
    ['0x8004F504', 'COLUMN_ACCESS_DENIED'],
    ['0x8004F506', 'COLUMN_ACCESS_DENIED'],
    ['0x8004F507', 'COLUMN_ACCESS_DENIED'],
    ['0x8004A104', 'ENVIRONMENT_DISABLED'],
    ['0x80050401', 'STORAGE_FULL'],
    ['0x80050402', 'STORAGE_FULL'],
    ['0x80072321', 'THROTTLED'],
    ['0x80072322', 'THROTTLED'],
    ['0x80072326', 'THROTTLED'],
    ['0x80044151', 'UNAVAILABLE'],
    ['0x80048306', 'ROW_ACCESS_DENIED'],
    ['0x80044331', 'VALUE_TOO_LONG'],
    ['0x8004431A', 'OPTION_UNKNOWN'],
    ['0x8004432F', 'VALUE_OUT_OF_RANGE'],
    ['0x80044330', 'VALUE_OUT_OF_RANGE'],
    ['0x80040239', 'VALUE_NOT_A_DATE'],
    ['0x80040278', 'ILLEGAL_CHARACTERS'],
    ['0x80040333', 'DUPLICATE_RULE'],
    ['0x80060892', 'ALTERNATE_KEY_VIOLATED'],
    ['0x80040265', 'PLUGIN_REJECTED'],
    ['-2147015903', 'THROTTLED'],
    ['-2147187962', 'ROW_ACCESS_DENIED'],
  ])('%s is %s', (crmCode, code) => {
    for (const status of [400, 403, 412, 500]) {
      expect(readFailure(refused(status, crmCode), 'WRITE').code).toBe(code);
    }
  });
});

test.each(['constructor', '__proto__', 'toString'])('the code %s is as unknown as any other', (crmCode) => {
  expect(readFailure(refused(503, crmCode), 'WRITE').code).toBe('UNAVAILABLE');
});

describe('without a known code the status and the kind of request decide', () => {
  test.each([
    [401, 'TOKEN_REJECTED', 'TOKEN_REJECTED'],
    [403, 'CRM_REFUSED', 'CRM_REFUSED'],
    [400, 'CRM_REFUSED', 'CRM_REJECTED'],
    [404, 'CRM_REFUSED', 'CRM_REJECTED'],
    [412, 'CRM_REFUSED', 'CRM_REJECTED'],
    [302, 'REDIRECTED', 'REDIRECTED'],
    [308, 'REDIRECTED', 'REDIRECTED'],
    [429, 'THROTTLED', 'THROTTLED'],
    [500, 'UNAVAILABLE', 'UNAVAILABLE'],
    [503, 'UNAVAILABLE', 'UNAVAILABLE'],
  ])('%i is %s for a read and %s for a write', (status, read, write) => {
    const html = { status, headers: {}, body: '<html>gateway</html>', requestId: null };
    expect(readFailure(html, 'READ').code).toBe(read);
    expect(readFailure(html, 'WRITE').code).toBe(write);
    expect(readFailure(refused(status, '0x80040203'), 'READ').code).toBe(read);
  });
});

describe('the message provides the parameters', () => {
  test.each<[string, string, string, Record<string, unknown>]>([
    [
      '0x80040220',
      "Principal user (Id=1, type=8, roleCount=1) is missing prvCreateContact privilege (Id=2) on OTC=2 for entity 'contact'.",
      'PRIVILEGE_MISSING',
      { privilege: 'prvCreateContact' },
    ],
    [
      '0x80044331',
      "A validation error occurred.  The length of the 'lastname' attribute of the 'contact' entity exceeded the maximum allowed length of '50'.",
      'VALUE_TOO_LONG',
      { attribute: 'lastname', maxLength: 50 },
    ],
    [
      '0x8004431A',
      "A validation error occurred. The value 99 of 'gendercode' on record of type 'contact' is outside the valid range. Accepted Values: 1,2",
      'OPTION_UNKNOWN',
      { attribute: 'gendercode', accepted: ['1', '2'] },
    ],
    [
      '0x80060888',
      "Could not find a property named 'shirtsize' on type 'Microsoft.Dynamics.CRM.contact'.",
      'ATTRIBUTE_UNKNOWN',
      { attribute: 'shirtsize' },
    ],
    [
      '0x80048d19',
      "Error identified in Payload provided by the user for Entity :'contacts', For more information ---->  InnerException : Microsoft.OData.ODataException: The property 'shirtsize' does not exist on type 'Microsoft.Dynamics.CRM.contact'.",
      'ATTRIBUTE_UNKNOWN',
      { attribute: 'shirtsize' },
    ],
    [
      '0x80040265',
      'Bitte zuerst den Bereich wählen.',
      'PLUGIN_REJECTED',
      { message: 'Bitte zuerst den Bereich wählen.' },
    ],
    ['0x80040203', 'Invalid argument.', 'CRM_REJECTED', { crmCode: '0x80040203' }],
    ['0x80060888', 'The HTTP method is not allowed.', 'CRM_REJECTED', { crmCode: '0x80060888' }],
  ])('%s %s', (crmCode, message, code, params) => {
    expect(readFailure(refused(400, crmCode, message), 'WRITE')).toMatchObject({ code, params });
  });
});

test('an error is retryable if its code is transient', () => {
  expect(integrationErrorFrom(refused(429, '0x80072322'))).toBeInstanceOf(RetryableIntegrationError);
  expect(integrationErrorFrom(refused(403, '0x80040220', 'no'))).toBeInstanceOf(NonRetryableIntegrationError);
  expect(integrationErrorFrom(refused(403, '0x80040220', 'no'))).toMatchObject({
    requestId: 'r-1',
    detail: 'no',
  });
});

test.each([
  [204, '', false],
  [412, '0x80060882', false],
  [400, '0x80044331', false],
  [400, '0x80044151', true],
  [307, '', true],
  [429, '0x80072326', true],
  [500, '0x80040216', true],
  [502, '', true],
])('status %i with code "%s" is transient: %s', (status, crmCode, transient) => {
  expect(isTransient(refused(status, crmCode))).toBe(transient);
});
