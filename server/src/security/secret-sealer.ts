import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Randomness } from '../runtime/runtime.ts';

/** The row and column of a secret. A secret sealed for one place does not open in another. */
type SecretPlace = { accountId: number; integrationId: string; column: string };

export type SecretSealer = ReturnType<typeof createSecretSealer>;

export class SealingError extends Error {
  constructor(reason: string) {
    super(`a sealed secret cannot be opened: ${reason}`);
    this.name = 'SealingError';
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random nonce and the place as additional data. Seals with the current key, and opens secrets of
 * the previous one as well.
 */
export function createSecretSealer(
  keys: { current: Uint8Array; previous: Uint8Array | null },
  randomness: Randomness,
) {
  const current = sealingKey(keys.current);
  const all = keys.previous ? [current, sealingKey(keys.previous)] : [current];

  return {
    /** Encrypts a secret for the database: `v1.<key id>.<nonce, ciphertext and tag in base64url>`. */
    seal: (secret: string, place: SecretPlace): string => {
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

    /** Throws `SealingError` where the envelope was changed or moved to another place, or its key is unknown. */
    open: (envelope: string, place: SecretPlace): string => {
      const { keyId, sealed } = parseEnvelope(envelope);
      const key = all.find(({ id }) => id === keyId);
      if (!key) throw new SealingError('it was sealed with an unknown key');
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

    /** Whether it was sealed with the previous key. */
    needsResealing: (envelope: string): boolean => parseEnvelope(envelope).keyId !== current.id,

    /** Distinguishes secrets in the audit. Reveals nothing about them without the key. */
    fingerprint: (secret: string): string =>
      createHmac('sha256', current.fingerprintKey).update(secret).digest('hex').slice(0, 16),
  };
}

type SealingKey = { id: string; bytes: Uint8Array; fingerprintKey: Uint8Array };

/** Derives three independent values from the key, so that id and fingerprints reveal nothing about it. */
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
