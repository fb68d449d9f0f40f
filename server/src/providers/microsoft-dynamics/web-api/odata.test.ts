import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactPath, inFilter, quoteLiteral, servicePath, serviceUrl } from './odata.ts';

const ORIGIN = 'https://org1.crm4.dynamics.com';

describe('literals', () => {
  test.each([
    ['anna@example.org', "'anna@example.org'"],
    ["o'brien+x@ex.org", "'o''brien+x@ex.org'"],
    ["''", "''''''"],
    ['', "''"],
  ])('%s is quoted as %s', (text, literal) => {
    expect(quoteLiteral(text)).toBe(literal);
  });

  test('quoting loses nothing and cannot be escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const inside = quoteLiteral(text).slice(1, -1);
        expect(inside.replaceAll("''", '')).not.toContain("'");
        expect(inside.replaceAll("''", "'")).toBe(text);
      }),
    );
  });
});

describe('paths', () => {
  test('preserve any characters in the values of an In filter', () => {
    const values = fc.array(fc.string({ unit: 'grapheme-composite' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, (emails) => {
        const path = servicePath('contacts', { $select: 'contactid', ...inFilter('emailaddress1', emails) });
        const url = serviceUrl(ORIGIN, path);
        expect([...url.searchParams.keys()]).toEqual(['$select', '$filter', '@p1', '@p2']);
        expect(JSON.parse(url.searchParams.get('@p2') ?? '')).toEqual(emails);
        expect(url.hash).toBe('');
        expect(path).toMatch(/^[\x21-\x7e]+$/);
        expect(path).not.toContain('+');
      }),
    );
  });

  test('do not encode option names, because not every server decodes them', () => {
    expect(servicePath('contacts', { $top: '1', '@p1': "'x'" })).toBe('contacts?$top=1&@p1=%27x%27');
  });

  test('of a contact need a GUID', () => {
    expect(contactPath('1c0f5c9e-9e57-4f0c-9f43-5a6b8f6c0d11')).toBe(
      'contacts(1c0f5c9e-9e57-4f0c-9f43-5a6b8f6c0d11)',
    );
    expect(() => contactPath("emailaddress1='x'")).toThrow(TypeError);
  });
});
