/**
 * The parsed JSON of a body. `undefined` if it is not JSON, such as the HTML of a gateway, or so deeply nested or
 * has so many parts that parsing it would block the process.
 */
export function parseJson(body: string): unknown {
  if (isCostlyJson(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Lists and objects inside each other; far more than any real text has. */
export const MAX_JSON_DEPTH = 1_000;
/** Lists and objects of one text. */
export const MAX_JSON_CONTAINERS = 500_000;

/**
 * A JSON parser needs a second for ten megabytes of brackets or of empty objects. Text that is not JSON is counted as
 * if it were; a parser stops at its first mistake.
 */
export function isCostlyJson(text: string): boolean {
  if (!hasMore(text, '{', MAX_JSON_DEPTH / 2) && !hasMore(text, '[', MAX_JSON_DEPTH / 2)) return false;
  let containers = 0;
  let depth = 0;
  let quoted = false;
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      quoted = !quoted;
    } else if (quoted) {
      position += code === BACKSLASH ? 1 : 0;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      containers += 1;
      depth += 1;
      if (depth > MAX_JSON_DEPTH || containers > MAX_JSON_CONTAINERS) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth = Math.max(0, depth - 1);
    }
  }
  return false;
}

/** Whether a character occurs more often than this. Most texts have few lists and objects, and need no other check. */
function hasMore(text: string, character: string, count: number): boolean {
  let at = -1;
  for (let found = 0; found <= count; found += 1) {
    at = text.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
