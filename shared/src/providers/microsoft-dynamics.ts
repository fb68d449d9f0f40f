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
    // Entra shows the Secret ID, a GUID, next to the value.
    { name: 'clientSecret', kind: 'SECRET', required: true, format: 'NO_GUID' },
    { name: 'environmentUrl', kind: 'URL', required: true },
    { name: 'clientSecretExpiresOn', kind: 'DATE', required: false },
  ],
  checks: [...MICROSOFT_DYNAMICS_CHECKS],
  /** Contacts are matched by their primary e-mail. */
  requiredMapping: { emailaddress1: { field: 'email' } },
  matchEmailAttributes: ['emailaddress1', 'emailaddress2', 'emailaddress3'],
  objectionAttributes: ['donotemail', 'donotbulkemail', 'donotphone', 'donotpostalmail', 'donotsendmm'],
};

/**
 * Cleans a pasted environment URL: white space, invisible characters, missing scheme, upper case, trailing slashes,
 * and the alias `org.api.crm4…` of `org.crm4…`. Keeps a path: the server rejects it with an error code, and the panel
 * offers the origin instead.
 */
export function cleanEnvironmentUrl(input: string): string {
  const stripped = stripPasted(input).replace(/(?<!\/)\/+$/, '');
  if (stripped === '') return '';
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(stripped) ? stripped : `https://${stripped}`;
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)((?:[/?#].*)?)$/i.exec(withScheme);
  if (!parts) return withScheme;
  const [, scheme = '', authority = '', rest = ''] = parts;
  return `${scheme.toLowerCase()}://${withoutApiLabel(authority.toLowerCase())}${rest}`;
}

function withoutApiLabel(authority: string): string {
  return authority.replace(/^([a-z0-9-]+)\.api\.(crm)/, '$1.$2');
}

/** Removes white space and invisible characters at the ends, which copying from a portal or e-mail can add. */
export function stripPasted(value: string): string {
  return value.replace(/^[\s\p{Cf}\p{Cc}]+|(?<![\s\p{Cf}\p{Cc}])[\s\p{Cf}\p{Cc}]+$/gu, '');
}
