/** Deeper than any honest answer, and far from what holds up a parser. */
const DEEPEST = 1_000;
/** Below this length no depth holds a parser up for long, and most answers need no look. */
const HARMLESS_LENGTH = 1024 * 1024;

/**
 * Whether an answer is nested so deeply that parsing it would hold up the whole process: fifty megabytes of brackets
 * take a JSON parser seven seconds. Text that is no JSON is taken as if it were.
 */
export function isNestedTooDeeply(text: string): boolean {
  if (text.length <= HARMLESS_LENGTH) return false;
  let depth = 0;
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text.charCodeAt(place);
    if (letter === QUOTE) quoted = !quoted;
    else if (quoted) place += letter === BACKSLASH ? 1 : 0;
    else if (letter === OPEN_LIST || letter === OPEN_OBJECT) depth += 1;
    else if (letter === CLOSE_LIST || letter === CLOSE_OBJECT) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
