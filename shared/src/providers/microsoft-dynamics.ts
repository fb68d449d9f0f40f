import { z } from 'zod';
import type { ProviderDescriptor } from '../crm-integration-port.ts';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** A verified domain of the tenant may stand for its id. */
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const pasted = (max: number) => z.string().max(max).transform(stripPasted);

/**
 * Credentials for Dataverse by OAuth client credentials. Only syntax is cleaned and checked here; which hosts are
 * allowed is the server's decision.
 */
export const microsoftDynamicsCredentialsSchema = z.object({
  tenantId: pasted(300)
    .transform((value) => value.toLowerCase())
    .refine((value) => guid.test(value) || domain.test(value), {
      error: 'must be the Directory (tenant) ID: a GUID or a verified domain',
    }),
  clientId: pasted(300)
    .transform((value) => value.toLowerCase())
    .refine((value) => guid.test(value), { error: 'must be the Application (client) ID: a GUID' }),
  clientSecret: pasted(1_000).refine((value) => value !== '', { error: 'must not be empty' }),
  environmentUrl: z
    .string()
    .max(2_000)
    .transform(cleanEnvironmentUrl)
    .refine((value) => value !== '', { error: 'must not be empty' }),
  /** The day on which the secret expires, `YYYY-MM-DD`, as Entra shows it. */
  clientSecretExpiresOn: z.iso.date().nullish(),
});
export type MicrosoftDynamicsCredentials = z.infer<typeof microsoftDynamicsCredentialsSchema>;

/** The checks of a connection test, in the order in which they run. */
export const MICROSOFT_DYNAMICS_CHECKS = [
  'ENVIRONMENT_URL',
  'TOKEN',
  'WHO_AM_I',
  'FIELD_METADATA',
  'READ_CONTACTS',
  'CREATE_CONTACTS',
  'WRITE_CONTACTS',
] as const;
export type MicrosoftDynamicsCheck = (typeof MICROSOFT_DYNAMICS_CHECKS)[number];

export const microsoftDynamicsDescriptor: ProviderDescriptor = {
  id: 'microsoft-dynamics',
  name: 'Microsoft Dynamics 365',
  shortName: 'Dynamics',
  capabilities: ['FIELD_DISCOVERY', 'CONTACT_SEARCH', 'CONTACT_UPDATE'],
  credentialFields: [
    { name: 'tenantId', kind: 'TEXT', required: true, format: 'GUID_OR_DOMAIN' },
    { name: 'clientId', kind: 'TEXT', required: true, format: 'GUID' },
    // A GUID in its place is the Secret ID, which Entra shows beside the value.
    { name: 'clientSecret', kind: 'SECRET', required: true, format: 'NO_GUID' },
    { name: 'environmentUrl', kind: 'URL', required: true },
    { name: 'clientSecretExpiresOn', kind: 'DATE', required: false },
  ],
  checks: [...MICROSOFT_DYNAMICS_CHECKS],
  /** Contacts are found by their primary e-mail, so it is always written where it belongs. */
  requiredMapping: { emailaddress1: { field: 'email' } },
};

/**
 * Cleans what people paste into the address field: blanks and invisible characters, a missing scheme, upper case,
 * trailing slashes, and the `org.api.crm4…` alias, which is the same environment as `org.crm4…`. A path stays:
 * the server refuses it with a code, and the panel puts the origin in its place.
 */
export function cleanEnvironmentUrl(input: string): string {
  const stripped = stripPasted(input).replace(/\/+$/, '');
  if (stripped === '') return '';
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(stripped) ? stripped : `https://${stripped}`;
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(withScheme);
  if (!parts) return withScheme;
  const [, scheme = '', authority = '', rest = ''] = parts;
  return `${scheme.toLowerCase()}://${withoutApiLabel(authority.toLowerCase())}${rest}`;
}

function withoutApiLabel(authority: string): string {
  return authority.replace(/^([a-z0-9-]+)\.api\.(crm)/, '$1.$2');
}

/** Without blanks and invisible characters at the ends, as copying from a portal or a mail leaves them. */
function stripPasted(value: string): string {
  return value.replace(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '');
}
