import { queryError } from '../errors.ts';
import type { Literal } from './expression.ts';

export type Token =
  | { readonly kind: 'punctuation'; readonly text: '(' | ')' | ',' | '='; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'alias'; readonly text: string; readonly at: number }
  | { readonly kind: 'literal'; readonly text: string; readonly literal: Literal; readonly at: number };

/** Splits a decoded `$filter` or parameter alias value into tokens. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const read = readToken(text, at);
    if (read.token !== null) tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

interface Read {
  readonly token: Token | null;
  readonly end: number;
}

function readToken(text: string, at: number): Read {
  const character = text.charAt(at);
  if (/\s/.test(character)) return { token: null, end: at + 1 };
  if (character === '(' || character === ')' || character === ',' || character === '=') {
    return { token: { kind: 'punctuation', text: character, at }, end: at + 1 };
  }
  if (character === "'") return readString(text, at, "'");
  if (character === '[') return readList(text, at);
  const match = aliasPattern.exec(text.slice(at, at + longestWord));
  if (match !== null) return { token: { kind: 'alias', text: match[0], at }, end: at + match[0].length };
  return readWordOrValue(text, at);
}

const longestWord = 500;
const aliasPattern = /^@[A-Za-z_]\w*/;

/** Inside single quotes a quote is doubled. */
function readString(text: string, at: number, quote: string): Read {
  let value = '';
  let from = at + 1;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end < 0) {
      throw queryError(`There is an unterminated string literal at position ${text.length} in '${text}'.`);
    }
    value += text.slice(from, end);
    if (text.charAt(end + 1) !== quote) {
      const token: Token = {
        kind: 'literal',
        text: text.slice(at, end + 1),
        literal: { type: 'string', value },
        at,
      };
      return { token, end: end + 1 };
    }
    value += quote;
    from = end + 2;
  }
}

/** A list of JSON values; Dataverse also accepts single-quoted strings. */
function readList(text: string, at: number): Read {
  const values: (string | number)[] = [];
  let position = skipBlanks(text, at + 1);
  while (text.charAt(position) !== ']') {
    const item = readListItem(text, position);
    values.push(item.value);
    position = skipBlanks(text, item.end);
    if (text.charAt(position) === ',') position = skipBlanks(text, position + 1);
    else if (text.charAt(position) !== ']') throw syntaxError(text, position);
  }
  const end = position + 1;
  const literal: Literal = { type: 'list', value: values };
  return { token: { kind: 'literal', text: text.slice(at, end), literal, at }, end };
}

const jsonString = /"(?:[^"\\]|\\.)*"/y;
const jsonNumber = /-?\d+(?:\.\d+)?/y;

function readListItem(text: string, at: number): { value: string | number; end: number } {
  if (text.charAt(at) === "'") {
    const read = readString(text, at, "'");
    const literal = read.token?.kind === 'literal' ? read.token.literal : null;
    if (literal?.type === 'string') return { value: literal.value, end: read.end };
  }
  jsonString.lastIndex = at;
  const quoted = jsonString.exec(text)?.[0];
  if (quoted !== undefined) return { value: unquoted(text, quoted, at), end: at + quoted.length };
  jsonNumber.lastIndex = at;
  const digits = jsonNumber.exec(text)?.[0];
  if (digits === undefined) throw syntaxError(text, at);
  return { value: Number(digits), end: at + digits.length };
}

function unquoted(text: string, quoted: string, at: number): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw syntaxError(text, at);
  }
}

function skipBlanks(text: string, at: number): number {
  let position = at;
  while (/\s/.test(text.charAt(position))) position += 1;
  return position;
}

const valuePattern = /[^\s(),='[\]]+/y;

function readWordOrValue(text: string, at: number): Read {
  valuePattern.lastIndex = at;
  const word = valuePattern.exec(text)?.[0];
  if (word === undefined) throw syntaxError(text, at);
  const end = at + word.length;
  if (text.charAt(end) === "'" && /^[A-Za-z_][\w.]*$/.test(word)) return readEnum(text, at, end);
  const literal = literalOf(word);
  if (literal !== null) return { token: { kind: 'literal', text: word, literal, at }, end };
  if (/^[A-Za-z_][\w.]*(\/[A-Za-z_]\w*)*$/.test(word))
    return { token: { kind: 'word', text: word, at }, end };
  throw syntaxError(text, at);
}

/** `Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist'` */
function readEnum(text: string, at: number, quote: number): Read {
  const read = readString(text, quote, "'");
  const name =
    read.token?.kind === 'literal' && read.token.literal.type === 'string' ? read.token.literal.value : '';
  const literal: Literal = { type: 'enum', value: name };
  return { token: { kind: 'literal', text: text.slice(at, read.end), literal, at }, end: read.end };
}

function literalOf(word: string): Literal | null {
  if (word === 'null') return { type: 'null' };
  if (word === 'true' || word === 'false') return { type: 'boolean', value: word === 'true' };
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) {
    return { type: 'guid', value: word.toLowerCase() };
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return { type: 'date', value: word };
  if (/^\d{4}-\d{2}-\d{2}T/.test(word)) return dateTimeLiteral(word);
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?[mdfl]?$/i.test(word)) {
    const digits = word.replace(/[mdfl]$/i, '');
    return { type: 'number', value: Number(digits), isInteger: /^-?\d+$/.test(digits) };
  }
  return null;
}

function dateTimeLiteral(word: string): Literal | null {
  const instant = new Date(/(Z|[+-]\d{2}:\d{2})$/i.test(word) ? word : `${word}Z`);
  if (Number.isNaN(instant.getTime())) return null;
  return { type: 'dateTime', value: `${instant.toISOString().slice(0, 19)}Z` };
}

export function syntaxError(text: string, at: number) {
  return queryError(`Syntax error at position ${at} in '${text}'.`);
}
