import type { Catalogue } from './catalogue.ts';

type Said = string | ((...values: never[]) => string);

type PathOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends Said
    ? Key
    : Texts[Key] extends readonly unknown[]
      ? never
      : `${Key}.${PathOf<Texts[Key]>}`;
}[keyof Texts & string];

type TextAt<Texts, Path extends string> = Path extends `${infer Key}.${infer Rest}`
  ? Key extends keyof Texts
    ? TextAt<Texts[Key], Rest>
    : never
  : Path extends keyof Texts
    ? Texts[Path]
    : never;

/** Where a text stands, such as `sync.start` or `credentials.intro`. */
export type TextKey = PathOf<Catalogue>;

/**
 * Words of the host in place of the panel's, by key. Where the panel's text is a function, a function of the same
 * kind, or a text in which `{0}`, `{1}` stand for what the function is given.
 */
export type TextOverrides = { [Key in TextKey]?: string | TextAt<Catalogue, Key> | undefined };

/** The catalogue with the host's words; a key that leads to no text changes nothing. */
export function overrideTexts(catalogue: Catalogue, overrides: TextOverrides): Catalogue {
  return Object.entries(overrides).reduce<Catalogue>(
    (texts, [key, said]) => replaceAt(texts, key.split('.'), said) as Catalogue,
    catalogue,
  );
}

function replaceAt(texts: unknown, [key = '', ...rest]: readonly string[], said: unknown): unknown {
  if (!isBranch(texts) || !Object.hasOwn(texts, key)) return texts;
  const known = texts[key];
  return { ...texts, [key]: rest.length > 0 ? replaceAt(known, rest, said) : replaceText(known, said) };
}

function replaceText(known: unknown, said: unknown): unknown {
  if (typeof known === 'function') {
    return typeof said === 'string' ? fillIn(said) : typeof said === 'function' ? said : known;
  }
  return typeof known === 'string' && typeof said === 'string' ? said : known;
}

function fillIn(said: string): (...values: unknown[]) => string {
  return (...values) =>
    said.replace(/\{(\d)\}/g, (place, index: string) => {
      const value = values[Number(index)];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : place;
    });
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
