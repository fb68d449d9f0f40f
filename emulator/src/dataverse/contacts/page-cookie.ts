import { z } from 'zod';
import type { Value } from '../../store/contact-row.ts';
import { DataverseError } from '../errors.ts';

/** The position in the order at which a page ended, so that inserted or deleted rows do not shift the next page. */
export interface PageCookie {
  readonly pageNumber: number;
  readonly slot: number;
  readonly sortValues: readonly Value[];
}

const cookieSchema = z.object({
  pageNumber: z.int(),
  slot: z.int(),
  sortValues: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export function writeCookie(cookie: PageCookie): string {
  const content = Buffer.from(JSON.stringify(cookie)).toString('base64url');
  return `<cookie pagenumber="${cookie.pageNumber}" pagingcookie="${content}" istracking="False" />`;
}

/** Throws if the token was not issued here; tokens are opaque to callers. */
export function readCookie(token: string): PageCookie {
  const content = /^<cookie pagenumber="\d+" pagingcookie="([\w-]+)" istracking="False" \/>$/.exec(
    token,
  )?.[1];
  const parsed = cookieSchema.safeParse(parsedJson(Buffer.from(content ?? '', 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw new DataverseError(400, '0x80040203', 'Malformed XML in the Paging Cookie');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
