import type { Collate } from '../../store/collation.ts';
import type { TextFunction } from './expression.ts';

/** `contains`, `startswith` and `endswith`: a SQL LIKE, in which `%`, `_`, `[set]` and `[^set]` are wildcards. */
export function textMatcher(
  name: TextFunction,
  argument: string,
  collate: Collate,
): (value: string) => boolean {
  const pattern = collate(argument);
  if (!/[%_[]/.test(pattern)) return plainMatcher(name, pattern, collate);
  const body = likeSource(pattern);
  const expression = new RegExp(
    `${name === 'startswith' ? '^' : ''}${body}${name === 'endswith' ? '$' : ''}`,
    's',
  );
  return (value) => expression.test(collate(value));
}

function plainMatcher(name: TextFunction, pattern: string, collate: Collate): (value: string) => boolean {
  switch (name) {
    case 'contains':
      return (value) => collate(value).includes(pattern);
    case 'startswith':
      return (value) => collate(value).startsWith(pattern);
    case 'endswith':
      return (value) => collate(value).endsWith(pattern);
    default:
      return name satisfies never;
  }
}

function likeSource(pattern: string): string {
  return pattern.replace(
    /\[(\^?)([^\]]{1,100})\]|[%_]|[\\^$.*+?()[\]{}|/]/g,
    (found, not: unknown, set: unknown) => {
      if (typeof set === 'string') return `[${not === '^' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
      if (found === '%') return '.*';
      if (found === '_') return '.';
      return `\\${found}`;
    },
  );
}
