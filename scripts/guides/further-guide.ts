export type FurtherGuide = 'azure-entra-setup' | 'connect-and-map' | 'strategies';

/** The guide with the steps that a message asks for, if there is one. */
export function furtherGuide(code: string): FurtherGuide | null {
  return GUIDES.find(([, codes]) => codes.includes(code))?.[0] ?? null;
}

const GUIDES: readonly (readonly [FurtherGuide, readonly string[]])[] = [
  [
    'azure-entra-setup',
    [
      'CLIENT_SECRET_WRONG',
      'CLIENT_SECRET_EXPIRED',
      'CLIENT_UNKNOWN',
      'TENANT_UNKNOWN',
      'SERVICE_PRINCIPAL_MISSING',
      'APPLICATION_USER_MISSING',
      'APPLICATION_USER_DISABLED',
      'ROLE_MISSING',
      'PRIVILEGE_MISSING',
      'READ_DEPTH_TOO_NARROW',
      'DEPTH_LIMITED',
      'COLUMN_ACCESS_DENIED',
      'ROW_ACCESS_DENIED',
      'ID_TAKEN',
    ],
  ],
  [
    'connect-and-map',
    [
      'ENVIRONMENT_URL_INVALID',
      'ENVIRONMENT_URL_HAS_PATH',
      'ENVIRONMENT_URL_IS_PROXY',
      'ENVIRONMENT_HOST_NOT_ALLOWED',
      'MAPPING_MISSING',
      'MAPPING_INVALID',
      'ATTRIBUTE_UNKNOWN',
      'TYPE_IMPOSSIBLE',
      'OPTION_REMOVED',
      'OPTION_UNKNOWN',
      'OPTION_AMBIGUOUS',
      'VALUE_NOT_A_BOOLEAN',
    ],
  ],
  [
    'strategies',
    [
      'EXISTING_CONTACT',
      'INACTIVE_MATCH',
      'AMBIGUOUS_MATCH',
      'NAME_MISMATCH',
      'SHARED_EMAIL',
      'EMAIL_TAKEN',
      'STRATEGY_IMPOSSIBLE',
      'POSSIBLE_DUPLICATE',
      'DELETED_IN_CRM',
      'DUPLICATE_RULE',
    ],
  ],
];
