import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { Egress } from './egress/egress.ts';

/**
 * The public keys at a JSON Web Key Set's address: kept for ten minutes, asked for again when a token names a key
 * that is not among them, at most once in half a minute.
 */
export function remoteKeySet(url: URL, egress: Egress): JWTVerifyGetKey {
  return createRemoteJWKSet(url, {
    [customFetch]: async (_address, { signal }) => {
      const { status, body } = await egress.request({
        url,
        method: 'GET',
        headers: { accept: 'application/json' },
        allowedHosts: [new RegExp(`^${url.hostname.replaceAll('.', String.raw`\.`)}$`)],
        timeoutMs: TIMEOUT_MS,
        maxAnswerBytes: MAX_ANSWER_BYTES,
        signal,
      });
      return new Response(body, { status });
    },
  });
}

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 256 * 1024;
