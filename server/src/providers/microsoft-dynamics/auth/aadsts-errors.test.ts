import { describe, expect, test } from 'vitest';
import { readTokenRefusal } from './aadsts-errors.ts';

const refusal = { status: 400, error: 'invalid_request', numbers: [], description: '', requestId: null };

describe('an AADSTS number decides the code, whatever the status and error', () => {
  test.each([
    ['7000215', 'CLIENT_SECRET_WRONG'],
    ['7000222', 'CLIENT_SECRET_EXPIRED'],
    ['700016', 'CLIENT_UNKNOWN'],
    ['7000229', 'SERVICE_PRINCIPAL_MISSING'],
    ['7000112', 'APPLICATION_DISABLED'],
    ['90002', 'TENANT_UNKNOWN'],
    ['900023', 'TENANT_MALFORMED'],
    ['500011', 'RESOURCE_UNKNOWN'],
    ['70011', 'SCOPE_INVALID'],
    ['1002012', 'SCOPE_INVALID'],
    ['53003', 'CONDITIONAL_ACCESS'],
    ['7000218', 'CREDENTIAL_MISSING'],
    ['900144', 'CREDENTIAL_MISSING'],
    ['700027', 'ASSERTION_INVALID'],
    ['700030', 'ASSERTION_INVALID'],
    ['700022', 'ASSERTION_INVALID'],
    ['700023', 'ASSERTION_INVALID'],
    ['50012', 'ASSERTION_INVALID'],
    ['90038', 'WRONG_CLOUD'],
    ['900382', 'WRONG_CLOUD'],
    ['900432', 'WRONG_CLOUD'],
    ['650052', 'SERVICE_NOT_SUBSCRIBED'],
    ['1000031', 'SERVICE_NOT_SUBSCRIBED'],
    ['90055', 'TOKEN_ENDPOINT_UNAVAILABLE'],
    ['50196', 'TOKEN_ENDPOINT_UNAVAILABLE'],
    ['90033', 'TOKEN_ENDPOINT_UNAVAILABLE'],
    ['90006', 'TOKEN_ENDPOINT_UNAVAILABLE'],
    ['90024', 'TOKEN_ENDPOINT_UNAVAILABLE'],
  ])('%s → %s', (number, code) => {
    expect(readTokenRefusal({ ...refusal, numbers: [number] })).toEqual({ code, aadsts: number });
    expect(readTokenRefusal({ ...refusal, description: `AADSTS${number}: words. Trace ID: 1` })).toEqual({
      code,
      aadsts: number,
    });
  });
});

describe('without a known number the error and the status decide', () => {
  test.each([
    [{ status: 302, error: null }, 'REDIRECTED'],
    [{ status: 307, error: 'invalid_client' }, 'REDIRECTED'],
    [{ status: 429, error: null }, 'TOKEN_ENDPOINT_UNAVAILABLE'],
    [{ status: 503, error: 'invalid_client' }, 'TOKEN_ENDPOINT_UNAVAILABLE'],
    [{ status: 400, error: 'temporarily_unavailable' }, 'TOKEN_ENDPOINT_UNAVAILABLE'],
    [{ status: 401, error: 'invalid_client' }, 'TOKEN_REFUSED'],
    [{ status: 400, error: 'invalid_resource' }, 'RESOURCE_UNKNOWN'],
    [{ status: 400, error: 'invalid_scope' }, 'SCOPE_INVALID'],
    [{ status: 400, error: 'constructor' }, 'TOKEN_REFUSED'],
    [{ status: null, error: null }, 'TOKEN_REFUSED'],
  ])('%j → %s', (parts, code) => {
    expect(readTokenRefusal({ ...refusal, ...parts }).code).toBe(code);
  });

  test('an unknown number is kept, to search Microsoft’s documentation', () => {
    expect(readTokenRefusal({ ...refusal, numbers: ['123456'] })).toEqual({
      code: 'TOKEN_REFUSED',
      aadsts: '123456',
    });
  });
});
