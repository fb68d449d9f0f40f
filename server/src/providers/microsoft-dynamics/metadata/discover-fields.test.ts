import { describe, expect, it } from 'vitest';
import { metadataQueries } from './discover-fields.ts';

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
