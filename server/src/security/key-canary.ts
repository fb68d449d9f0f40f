import { SealingError, type SecretSealer } from './secret-sealer.ts';

/** The keys that are set are not those of the file. The message is what the operator reads. */
export class WrongKeyError extends Error {
  constructor() {
    super(
      'ENCRYPTION_KEY does not open what is sealed in the database; set the key that it was sealed with, after a change of keys as ENCRYPTION_KEY_PREVIOUS.',
    );
    this.name = 'WrongKeyError';
  }
}

const PLACE = { accountId: 0, integrationId: '', column: 'key canary' };
const TEXT = 'this file was sealed with this key';

/** Refuses keys that open nothing of what the file holds, before anything is done with it. Throws `WrongKeyError`. */
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
 * The canary under the current key; `null` where the file has that one already. Asked for once all secrets lie under
 * the current key, so that it also tells whether the previous key can be taken away.
 */
export function nextKeyCanary(sealed: string | null, sealer: SecretSealer): string | null {
  return sealed === null || sealer.needsResealing(sealed) ? sealer.seal(TEXT, PLACE) : null;
}
