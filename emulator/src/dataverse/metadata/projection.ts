import { queryError, unknownProperty } from '../errors.ts';
import type { MetadataJson } from './attribute-json.ts';

/** The selected members of a metadata object and `MetadataId`, which is always included. */
export function projected(
  json: MetadataJson,
  select: readonly string[] | null,
  type: string,
  known: ReadonlySet<string> = new Set(Object.keys(json)),
): MetadataJson {
  if (select === null) return json;
  for (const name of select) if (!known.has(name)) throw unknownProperty(name, type);
  const wanted = new Set([...select, 'MetadataId']);
  return Object.fromEntries(Object.entries(json).filter(([name]) => wanted.has(name)));
}

export interface Expansion {
  readonly name: string;
  readonly select: readonly string[] | null;
}

/** `OptionSet,GlobalOptionSet($select=Options)`; the parentheses accept only `$select`. */
export function expansionsOf(text: string | null): readonly Expansion[] {
  if (text === null) return [];
  const pattern = /\s*(\w+)(?:\(([^()]*)\))?\s*(?:,|$)/y;
  const expansions: Expansion[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw queryError(`Syntax error at position ${at} in '${text}'.`);
    expansions.push({ name: match[1] ?? '', select: selectIn(match[2], text) });
  }
  return expansions;
}

function selectIn(options: string | undefined, text: string): readonly string[] | null {
  if (options === undefined) return null;
  const select = /^\$select=([\w,\s]+)$/.exec(options)?.[1];
  if (select === undefined) throw queryError(`Only $select is supported inside $expand, found '${text}'.`);
  return select.split(',').map((name) => name.trim());
}
