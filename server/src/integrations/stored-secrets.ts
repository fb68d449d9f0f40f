import type { SecretSealer } from '../security/secret-sealer.ts';
import type { IntegrationRecord } from '../store/integrations.ts';

type Place = { accountId: number; id: string };
type Sealed = IntegrationRecord['secrets'];

/** Seals every secret for its integration and name, with a hint that helps people to recognise it. */
export function sealSecrets(
  sealer: SecretSealer,
  place: Place,
  secrets: Readonly<Record<string, string>>,
): Sealed {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [
      name,
      { sealed: sealer.seal(secret, secretPlace(place, name)), hint: hintOf(secret) },
    ]),
  );
}

export function openSecrets(
  sealer: SecretSealer,
  record: Place & { secrets: Sealed },
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record.secrets).map(([name, { sealed }]) => [
      name,
      sealer.open(sealed, secretPlace(record, name)),
    ]),
  );
}

/** All credentials decrypted, as input of the provider's schema. */
export function clearCredentials(
  sealer: SecretSealer,
  record: Pick<IntegrationRecord, 'accountId' | 'id' | 'credentials' | 'secrets'>,
): Record<string, string> {
  const plain = Object.entries(record.credentials).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(plain), ...openSecrets(sealer, record) };
}

/** Shows in the audit that a secret was set or changed, without the secret. */
export function fingerprints(
  sealer: SecretSealer,
  secrets: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [name, `fingerprint ${sealer.fingerprint(secret)}`]),
  );
}

function secretPlace(place: Place, name: string) {
  return { accountId: place.accountId, integrationId: place.id, column: `secrets.${name}` };
}

/** The last four characters, but at most a quarter of the secret. */
function hintOf(secret: string): string {
  const length = Math.min(4, Math.floor(secret.length / 4));
  return length === 0 ? '' : secret.slice(-length);
}
