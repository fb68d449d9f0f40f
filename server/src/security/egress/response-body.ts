import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** The decompressed response exceeds its limit, or is nested too deeply. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Decompresses a response and decodes it as UTF-8. Holds at most `maxBytes`. */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  const encoding = contentEncoding?.trim().toLowerCase() ?? '';
  const body = new TextDecoder().decode(await decompressBody(bytes, encoding, maxBytes));
  if (isNestedTooDeeply(body)) throw new BodyTooLargeError('the response is nested too deeply');
  return body;
}

async function decompressBody(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity' || bytes.length === 0) return bytes;
  const decompress = Object.hasOwn(DECOMPRESSORS, encoding) ? DECOMPRESSORS[encoding] : undefined;
  if (!decompress) throw new Error('the response has an encoding that was not requested');
  try {
    return await decompress(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? new BodyTooLargeError('the decompressed response is too large', { cause }) : cause;
  }
}

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const DECOMPRESSORS: Record<string, Decompress> = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
};

/** Deeper than any real response, and parsed quickly. */
const MAX_DEPTH = 1_000;
/** A shorter text is parsed quickly at any depth. */
const UNCHECKED_LENGTH = 1024 * 1024;

/**
 * Whether parsing a response would block the process: a JSON parser needs seven seconds for fifty megabytes of
 * brackets. Other text is checked as if it were JSON.
 */
export function isNestedTooDeeply(text: string): boolean {
  if (text.length <= UNCHECKED_LENGTH) return false;
  let depth = 0;
  let quoted = false;
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) position += code === BACKSLASH ? 1 : 0;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
