import { createPublicKey } from 'node:crypto';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Log } from '../runtime/log.ts';
import type { Clock } from '../runtime/runtime.ts';
import { UseCaseError } from '../runtime/use-case-error.ts';
import { type Egress, EgressError } from './egress/egress.ts';

/** After this time the keys are loaded again. */
export const KEY_SET_FRESH_MS = 10 * 60_000;
/** While the address fails, the last keys stay valid until they have this age. */
export const KEY_SET_KEPT_MS = 12 * 3_600_000;
/** The least time between two loads, whether they succeed or not. */
export const KEY_SET_COOLDOWN_MS = 30_000;
export const KEY_SET_TIMEOUT_MS = 5_000;
export const MAX_KEY_SET_BYTES = 256 * 1024;
/** A token without a key id is checked with every key. */
export const MAX_KEY_SET_KEYS = 50;

type KeySetOptions = { url: URL; egress: Egress; clock: Clock; log: Pick<Log, 'error' | 'info'> };

/**
 * Finds the key of a token in a JSON Web Key Set, which is loaded when it is needed and kept while its address fails.
 * Rejects with TOKEN_KEYS_UNAVAILABLE where the key is unknown and the address fails.
 */
export function remoteKeySet({ url, egress, clock, log }: KeySetOptions): JWTVerifyGetKey {
  let loaded: { find: JWTVerifyGetKey; atMs: number } | null = null;
  let lastLoadMs = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;
  let isFailing = false;

  const load = async (): Promise<void> => {
    try {
      loaded = { find: createLocalJWKSet(await fetchKeys(url, egress)), atMs: clock.now() };
      if (isFailing) log.info('the key set of user tokens can be loaded again', { address: url.host });
      isFailing = false;
    } catch (error) {
      const code = error instanceof EgressError ? error.failure : null;
      if (!isFailing) {
        log.error('the key set of user tokens cannot be loaded', { address: url.host, code, error });
      }
      isFailing = true;
    }
    lastLoadMs = clock.now();
    loading = null;
  };
  /** The clock can be set back. */
  const msSince = (atMs: number): number => Math.abs(clock.now() - atMs);
  const ageMs = (): number => (loaded ? msSince(loaded.atMs) : Number.POSITIVE_INFINITY);
  const reload = async (): Promise<void> => {
    if (!loading && msSince(lastLoadMs) >= KEY_SET_COOLDOWN_MS) loading = load();
    await loading;
  };
  const find: JWTVerifyGetKey = async (header, token) => {
    if (!loaded || ageMs() >= KEY_SET_KEPT_MS) throw new errors.JWKSNoMatchingKey();
    return await loaded.find(header, token);
  };

  return async (header, token) => {
    if (ageMs() >= KEY_SET_FRESH_MS) {
      const reloaded = reload();
      // During an outage, requests do not wait while the last keys serve them.
      if (!isFailing) await reloaded;
    }
    try {
      return await find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await reload();
    try {
      return await find(header, token);
    } catch (error) {
      if (!isFailing || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const retryAfterMs = Math.max(1_000, lastLoadMs + KEY_SET_COOLDOWN_MS - clock.now());
      throw new UseCaseError('TOKEN_KEYS_UNAVAILABLE', undefined, retryAfterMs);
    }
  };
}

const publicKeySchema = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: z.string().exactOptional(),
  alg: z.string().exactOptional(),
  use: z.string().exactOptional(),
  key_ops: z.array(z.string()).exactOptional(),
  n: z.string().exactOptional(),
  e: z.string().exactOptional(),
  crv: z.string().exactOptional(),
  x: z.string().exactOptional(),
  y: z.string().exactOptional(),
});

const keySetSchema = z.object({ keys: z.array(z.unknown()).max(MAX_KEY_SET_KEYS) });

/** The usable keys of the set. Rejects where there are none, because the last keys are better than none. */
async function fetchKeys(url: URL, egress: Egress): Promise<JSONWebKeySet> {
  const { status, body } = await egress.request({
    url,
    method: 'GET',
    headers: { accept: 'application/json' },
    allowedHosts: [new RegExp(`^${url.hostname.replaceAll('.', String.raw`\.`)}$`)],
    timeoutMs: KEY_SET_TIMEOUT_MS,
    maxAnswerBytes: MAX_KEY_SET_BYTES,
  });
  if (status !== 200) throw new KeySetError(`HTTP_${status}`);
  const keys = keySetSchema.parse(JSON.parse(body)).keys.flatMap(readKey);
  if (keys.length === 0) throw new KeySetError('NO_USABLE_KEY');
  return { keys };
}

/** No key where the member is not a public key that can be used. */
function readKey(member: unknown) {
  const key = publicKeySchema.safeParse(member);
  if (!key.success) return [];
  try {
    createPublicKey({ key: key.data, format: 'jwk' });
    return [key.data];
  } catch {
    return [];
  }
}

class KeySetError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the key set cannot be used: ${code}`);
    this.name = 'KeySetError';
    this.code = code;
  }
}
