import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Randomness } from '../runtime/runtime.ts';

/** To which row and column a secret belongs. Sealed for one place, it opens in no other. */
type SecretPlace = { accountId: number; integrationId: string; column: string };

export interface SecretSealer {
  /** The secret as it may lie in a database: `v1.<key id>.<nonce, ciphertext and tag in base64url>`. */
  seal(secret: string, place: SecretPlace): string;
  /** Throws `SealingError` when the envelope was changed, moved to another place, or its key is not at hand. */
  open(envelope: string, place: SecretPlace): string;
  /** Whether it was sealed with a key that is on its way out. */
  needsResealing(envelope: string): boolean;
  /** Tells two secrets apart in the audit, and tells nothing about either without the key. */
  fingerprint(secret: string): string;
}

export class SealingError extends Error {
  constructor(reason: string) {
    super(`a sealed secret cannot be opened: ${reason}`);
    this.name = 'SealingError';
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random nonce, bound to its place by the additional data. New secrets are sealed with the
 * current key; those of the previous one still open.
 */
export function createSecretSealer(
  keys: { current: Uint8Array; previous: Uint8Array | null },
  randomness: Randomness,
): SecretSealer {
  const current = sealingKey(keys.current);
  const all = keys.previous ? [current, sealingKey(keys.previous)] : [current];

  return {
    seal: (secret, place) => {
      const nonce = randomness.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce);
      cipher.setAAD(additionalData(current.id, place));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(secret, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `v1.${current.id}.${sealed.toString('base64url')}`;
    },

    open: (envelope, place) => {
      const { keyId, sealed } = parseEnvelope(envelope);
      const key = all.find(({ id }) => id === keyId);
      if (!key) throw new SealingError('it was sealed with a key that is not at hand');
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(additionalData(key.id, place));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const secret = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([secret, decipher.final()]).toString('utf8');
      } catch {
        throw new SealingError('it was changed, or belongs to another place');
      }
    },

    needsResealing: (envelope) => parseEnvelope(envelope).keyId !== current.id,

    fingerprint: (secret) =>
      createHmac('sha256', current.fingerprintKey).update(secret).digest('hex').slice(0, 16),
  };
}

type SealingKey = { id: string; bytes: Uint8Array; fingerprintKey: Uint8Array };

/** One configured key gives three independent values, so that neither id nor fingerprints say anything of it. */
function sealingKey(key: Uint8Array): SealingKey {
  const derive = (purpose: string, length: number): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key, '', `goodfunds-crm ${purpose}`, length));
  return {
    id: Buffer.from(derive('key id', 6)).toString('hex'),
    bytes: derive('sealing', 32),
    fingerprintKey: derive('fingerprints', 32),
  };
}

function additionalData(keyId: string, place: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify(['v1', keyId, place.accountId, place.integrationId, place.column]));
}

function parseEnvelope(envelope: string): { keyId: string; sealed: Buffer } {
  const parts = /^v1\.([0-9a-f]{12})\.([A-Za-z0-9_-]+)$/.exec(envelope);
  const [, keyId = '', payload = ''] = parts ?? [];
  const sealed = Buffer.from(payload, 'base64url');
  if (!parts || sealed.length < NONCE_BYTES + TAG_BYTES) throw new SealingError('this is not an envelope');
  return { keyId, sealed };
}
