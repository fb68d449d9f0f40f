import type { ProviderDescriptor } from '../schemas/provider.ts';

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
export function stripPasted(value: string): string {
  return value.replace(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '');
}
