import type { Catalogue } from './catalogue.ts';

type Text = string | ((...values: never[]) => string);

type PathOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends Text
    ? Key
    : Texts[Key] extends readonly unknown[]
      ? never
      : `${Key}.${PathOf<Texts[Key]>}`;
}[keyof Texts & string];

/** Keys can contain dots, such as `address.city`. */
type TextAt<Texts, Path extends string> = {
  [Key in keyof Texts & string]: Path extends Key
    ? Texts[Key]
    : Path extends `${Key}.${infer Rest}`
      ? TextAt<Texts[Key], Rest>
      : never;
}[keyof Texts & string];

/** The path of a text, such as `sync.start` or `credentials.intro`. */
export type TextKey = PathOf<Catalogue>;

/** The host's texts by key. For a text with parameters, a function, or a string in which `{0}`, `{1}` are replaced. */
export type TextOverrides = { [Key in TextKey]?: string | TextAt<Catalogue, Key> | undefined };

/** The catalogue with the host's texts; unknown keys are ignored. */
export function overrideTexts(catalogue: Catalogue, overrides: TextOverrides): Catalogue {
  return Object.entries(overrides).reduce<Catalogue>(
    (texts, [path, text]) => replaceAt(texts, path, text) as Catalogue,
    catalogue,
  );
}

function replaceAt(texts: unknown, path: string, text: unknown): unknown {
  if (!isBranch(texts)) return texts;
  const key = Object.keys(texts).find((each) => path === each || path.startsWith(`${each}.`));
  if (key === undefined) return texts;
  const known = texts[key];
  return {
    ...texts,
    [key]: path === key ? replaceText(known, text) : replaceAt(known, path.slice(key.length + 1), text),
  };
}

function replaceText(known: unknown, text: unknown): unknown {
  if (typeof known === 'function') {
    if (typeof text === 'string') return fillIn(text);
    return typeof text === 'function' ? orElse(text as TextFunction, known as TextFunction) : known;
  }
  return typeof known === 'string' && typeof text === 'string' ? text : known;
}

type TextFunction = (...values: unknown[]) => unknown;

/** The host's function; the panel's own text where that throws or returns no text. */
function orElse(text: TextFunction, known: TextFunction): TextFunction {
  return (...values) => {
    try {
      const result: unknown = text(...values);
      if (typeof result === 'string') return result;
    } catch (error) {
      reportError(error);
    }
    return known(...values);
  };
}

function fillIn(text: string): TextFunction {
  return (...values) =>
    text.replace(/\{(\d)\}/g, (place, index: string) => {
      const value = values[Number(index)];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : place;
    });
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
