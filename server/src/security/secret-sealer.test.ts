import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createSecretSealer, SealingError } from './secret-sealer.ts';

const OLD_KEY = Buffer.alloc(32, 1);
const NEW_KEY = Buffer.alloc(32, 2);
const PLACE = { accountId: 7, integrationId: 'i-1', column: 'clientSecret' };
const sealerWith = (current: Uint8Array, previous: Uint8Array | null = null) =>
  createSecretSealer({ current, previous }, systemRuntime.randomness);

describe('a secret sealer', () => {
  const sealer = sealerWith(NEW_KEY);

  it('opens every secret in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        expect(sealer.open(sealer.seal(secret, PLACE), PLACE)).toBe(secret);
      }),
    );
  });

  it('gives a different envelope each time, without the secret in it', () => {
    const [one, two] = [sealer.seal('hunter2hunter2', PLACE), sealer.seal('hunter2hunter2', PLACE)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('hunter2');
  });

  it.each([
    { ...PLACE, accountId: 8 },
    { ...PLACE, integrationId: 'i-2' },
    { ...PLACE, column: 'certificate' },
  ])('does not open a secret that was moved to %o', (place) => {
    expect(() => sealer.open(sealer.seal('secret', PLACE), place)).toThrow(SealingError);
  });

  it('detects every changed byte', () => {
    const [version, keyId, payload = ''] = sealer.seal('secret', PLACE).split('.');
    const bytes = Buffer.from(payload, 'base64url');
    for (const position of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      const envelope = `${version}.${keyId}.${changed.toString('base64url')}`;
      expect(() => sealer.open(envelope, PLACE)).toThrow(SealingError);
    }
  });

  it.each(['', 'secret', 'v1.000000000000.', 'v2.000000000000.AAAA', 'v1.000000000000.AAAA'])(
    'refuses %j, which is not an envelope',
    (envelope) => {
      expect(() => sealer.open(envelope, PLACE)).toThrow(SealingError);
    },
  );

  it('opens secrets of the previous key, reports that they need resealing, and seals with the current key', () => {
    const old = sealerWith(OLD_KEY).seal('secret', PLACE);
    const rotating = sealerWith(NEW_KEY, OLD_KEY);
    expect(rotating.open(old, PLACE)).toBe('secret');
    expect(rotating.needsResealing(old)).toBe(true);
    const resealed = rotating.seal('secret', PLACE);
    expect(rotating.needsResealing(resealed)).toBe(false);
    expect(sealer.open(resealed, PLACE)).toBe('secret');
    expect(() => sealer.open(old, PLACE)).toThrow('an unknown key');
  });

  it('gives secrets fingerprints that cannot be computed without the key', () => {
    expect(sealer.fingerprint('a')).toBe(sealer.fingerprint('a'));
    expect(sealer.fingerprint('a')).not.toBe(sealer.fingerprint('b'));
    expect(sealer.fingerprint('a')).not.toBe(sealerWith(OLD_KEY).fingerprint('a'));
  });
});
