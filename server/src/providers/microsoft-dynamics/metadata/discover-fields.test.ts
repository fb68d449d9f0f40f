import { describe, expect, it, vi } from 'vitest';
import { stoppedBy } from '../testing/stopped-by.ts';
import type { Batch, BatchAnswer } from '../web-api/batch.ts';
import { discoverFields, MAX_METADATA_ELEMENTS, metadataQueries } from './discover-fields.ts';

describe('the metadata queries', () => {
  const paths = metadataQueries();

  it('ask once for the common properties, then once per type with a cast', () => {
    expect(paths).toHaveLength(13);
    expect(paths[0]).toMatch(/^EntityDefinitions\(LogicalName='contact'\)\/Attributes\?\$select=LogicalName/);
    const casts = paths
      .slice(1)
      .map((path) => /Microsoft\.Dynamics\.CRM\.(\w+)AttributeMetadata\?/.exec(path)?.[1]);
    expect(new Set(casts).size).toBe(12);
    expect(casts).not.toContain(undefined);
  });

  it('select no property of a derived type without its cast', () => {
    expect(paths[0]).not.toMatch(/MaxLength|OptionSet|MinValue|Precision|DateTimeBehavior/);
  });

  it('stay far below the URL limit', () => {
    expect(Math.max(...paths.map((path) => path.length))).toBeLessThan(1_000);
  });
});

describe('the options and labels of a discovery', () => {
  const OPTIONS = 4_000;

  /** Attributes with thousands of options each, spread over the answers for all types. */
  function discoverFrom(attributesPerAnswer: number) {
    const Options = Array.from({ length: OPTIONS }, (_, Value) => ({ Value }));
    const names = Array.from({ length: attributesPerAnswer }, (_, index) => `new_${index}`);
    const common = names.map((LogicalName) => ({ LogicalName, AttributeTypeName: { Value: 'Picklist' } }));
    const typed = names.map((LogicalName) => ({ LogicalName, OptionSet: { Options } }));
    const answers = metadataQueries().map((_path, index): BatchAnswer => {
      const body = JSON.stringify({ value: index === 0 ? common : typed });
      return { kind: 'ANSWERED', status: 200, headers: {}, body, requestId: null, earlierAttempt: false };
    });
    return discoverFields({
      batch: async (_batch: Batch) => answers,
      get: () => Promise.reject(new Error('not asked')),
      post: () => Promise.reject(new Error('not asked')),
      canRetry: () => true,
    });
  }

  it('are bounded together, and the answers after the bound are not parsed', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const error = await stoppedBy(discoverFrom(20));
    expect(error).toMatchObject({
      code: 'ANSWER_MALFORMED',
      params: { maxElements: MAX_METADATA_ELEMENTS },
    });
    expect(parse.mock.calls.length).toBeLessThan(2 + MAX_METADATA_ELEMENTS / (20 * OPTIONS) + 1);
    parse.mockRestore();
    expect((await discoverFrom(4))[0]?.options).toHaveLength(OPTIONS);
  });

  it('are read with other work in between', async () => {
    let others = 0;
    const other = (): void => {
      others += 1;
      if (others < 100) setImmediate(other);
    };
    setImmediate(other);
    await discoverFrom(1);
    expect(others).toBeGreaterThan(10);
  });
});
