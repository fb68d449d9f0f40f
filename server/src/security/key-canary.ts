import { SealingError, type SecretSealer } from './secret-sealer.ts';

/** The configured keys are not those of the database. The message is for the operator. */
export class WrongKeyError extends Error {
  constructor() {
    super(
      'ENCRYPTION_KEY does not open the secrets in the database; set the key that sealed them, after a key rotation as ENCRYPTION_KEY_PREVIOUS.',
    );
    this.name = 'WrongKeyError';
  }
}

const PLACE = { accountId: 0, integrationId: '', column: 'key canary' };
const TEXT = 'this file was sealed with this key';

/** Checks that the keys open the canary of the database. Throws `WrongKeyError`. */
export function checkKeyCanary(sealed: string | null, sealer: SecretSealer): void {
  if (sealed === null) return;
  try {
    sealer.open(sealed, PLACE);
  } catch (error) {
    if (error instanceof SealingError) throw new WrongKeyError();
    throw error;
  }
}

/**
 * The canary sealed with the current key; `null` where the database already has it. Stored after all secrets are
 * resealed, so it also shows whether the previous key can be removed.
 */
export function nextKeyCanary(sealed: string | null, sealer: SecretSealer): string | null {
  return sealed === null || sealer.needsResealing(sealed) ? sealer.seal(TEXT, PLACE) : null;
}
