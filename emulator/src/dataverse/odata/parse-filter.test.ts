import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataverseError } from '../errors.ts';
import { parseFilter } from './parse-filter.ts';

const none = new Map<string, string>();

describe('parseFilter', () => {
  test('and has precedence over or, not over and', () => {
    const condition = (path: string) => ({
      type: 'comparison',
      path,
      operator: 'eq',
      literal: { type: 'number', value: 1, isInteger: true },
    });
    expect(parseFilter('a eq 1 or b eq 1 and not c eq 1', none)).toEqual({
      type: 'or',
      operands: [
        condition('a'),
        { type: 'and', operands: [condition('b'), { type: 'not', operand: condition('c') }] },
      ],
    });
  });

  test('any text is preserved by doubling its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseFilter(`a eq '${text.replaceAll("'", "''")}'`, none);
        expect(parsed).toMatchObject({ literal: { type: 'string', value: text } });
      }),
    );
  });

  test('any list of texts is preserved as the JSON of a parameter alias', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => {
        const aliases = new Map([
          ['@p1', "'a'"],
          ['@p2', JSON.stringify(values)],
        ]);
        const filter = 'Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)';
        expect(parseFilter(filter, aliases)).toEqual({
          type: 'membership',
          function: 'In',
          column: 'a',
          values,
        });
      }),
    );
  });

  test('any input is parsed or refused with a Dataverse error', () => {
    const fragment = fc.constantFrom(
      'a',
      'eq',
      "'x'",
      '(',
      ')',
      'and',
      'or',
      'not',
      '[',
      ']',
      ',',
      '@p',
      "'",
      '1',
      '=',
      'contains',
      'null',
    );
    fc.assert(
      fc.property(fc.array(fragment), (fragments) => {
        expect(refusalOf(() => parseFilter(fragments.join(' '), none))).toSatisfy(isNothingOrRefusal);
      }),
    );
  });

  test('parentheses can nest a hundred deep, not deeper', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a eq 1${')'.repeat(depth)}`;
    expect(() => parseFilter(nested(100), none)).not.toThrow();
    expect(() => parseFilter(nested(101), none)).toThrow('recursion limit');
  });
});

function refusalOf(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (cause) {
    return cause;
  }
}

function isNothingOrRefusal(cause: unknown): boolean {
  return cause === null || cause instanceof DataverseError;
}
