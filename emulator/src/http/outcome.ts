import type { ApiResponse } from './exchange.ts';

/** How a request ends on the wire. */
export type Outcome =
  | { readonly type: 'answer'; readonly response: ApiResponse }
  /** The connection ends after this many bytes of the body. */
  | { readonly type: 'truncated'; readonly response: ApiResponse; readonly afterBytes: number }
  /** Too large for one string, therefore written in chunks. */
  | { readonly type: 'stream'; readonly contentType: string; readonly chunks: Iterable<string> }
  | { readonly type: 'drop' };

export function answer(response: ApiResponse): Outcome {
  return { type: 'answer', response };
}
