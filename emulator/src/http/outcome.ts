import type { ApiResponse } from './exchange.ts';

/** What becomes of a request on the wire. */
export type Outcome =
  | { readonly type: 'answer'; readonly response: ApiResponse }
  /** The answer stops after so many bytes of its body, and the connection with it. */
  | { readonly type: 'truncated'; readonly response: ApiResponse; readonly afterBytes: number }
  /** Too large for one string: written piece by piece. */
  | { readonly type: 'stream'; readonly contentType: string; readonly chunks: Iterable<string> }
  | { readonly type: 'drop' };

export function answer(response: ApiResponse): Outcome {
  return { type: 'answer', response };
}
