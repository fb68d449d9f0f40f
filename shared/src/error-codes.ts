import { z } from 'zod';

/**
 * What a failure is about decides what happens next: one CONTACT fails alone; the CONNECTION pauses the run;
 * the MAPPING pauses it too; the MOMENT is waited out; a REQUEST is refused to its caller.
 */
export type ErrorSubject = 'CONTACT' | 'CONNECTION' | 'MAPPING' | 'MOMENT' | 'REQUEST';

/** The closed union of codes. Words for people are the panel's, by code. */
export const ERROR_CODES = {
  // The call itself.
  BAD_REQUEST: 'REQUEST',
  UNAUTHORIZED: 'REQUEST',
  FORBIDDEN: 'REQUEST',
  NOT_FOUND: 'REQUEST',
  CONFLICT: 'REQUEST',
  PAYLOAD_TOO_LARGE: 'REQUEST',
  TOO_MANY_REQUESTS: 'REQUEST',
  INTERNAL: 'REQUEST',
  /** The integration cannot be switched on before a mapping is saved. */
  MAPPING_MISSING: 'REQUEST',
  INTEGRATION_DISABLED: 'REQUEST',
  /** Another enabled integration of the account writes to this environment already. */
  ENVIRONMENT_IN_USE: 'REQUEST',

  // One contact.
  INVALID_EMAIL: 'CONTACT',
  /** The derived id exists in the CRM but cannot be read. */
  ID_TAKEN: 'CONTACT',
  /** The CRM contact kept changing under our hands. */
  EDIT_CONFLICT: 'CONTACT',
  VALUE_TOO_LONG: 'CONTACT',
  VALUE_OUT_OF_RANGE: 'CONTACT',
  VALUE_NOT_A_NUMBER: 'CONTACT',
  VALUE_NOT_A_DATE: 'CONTACT',
  VALUE_NOT_A_BOOLEAN: 'CONTACT',
  VALUE_NOT_TEXT: 'CONTACT',
  OPTION_UNKNOWN: 'CONTACT',
  OPTION_AMBIGUOUS: 'CONTACT',
  TOO_MANY_OPTIONS: 'CONTACT',
  ILLEGAL_CHARACTERS: 'CONTACT',
  REQUIRED_VALUE_MISSING: 'CONTACT',
  ROW_ACCESS_DENIED: 'CONTACT',
  DUPLICATE_RULE: 'CONTACT',
  ALTERNATE_KEY_VIOLATED: 'CONTACT',
  PLUGIN_REJECTED: 'CONTACT',
  CRM_REJECTED: 'CONTACT',
  /** Only this contact makes a whole request fail. */
  POISONED: 'CONTACT',

  // The mapping.
  ATTRIBUTE_UNKNOWN: 'MAPPING',
  ATTRIBUTE_NOT_WRITABLE: 'MAPPING',
  ATTRIBUTE_SECURED: 'MAPPING',
  TYPE_IMPOSSIBLE: 'MAPPING',
  REQUIRED_ATTRIBUTE_WITHOUT_SOURCE: 'MAPPING',
  OPTION_REMOVED: 'MAPPING',
  MAPPING_INVALID: 'MAPPING',

  // The connection: address.
  ENVIRONMENT_URL_INVALID: 'CONNECTION',
  ENVIRONMENT_URL_NOT_HTTPS: 'CONNECTION',
  ENVIRONMENT_URL_HAS_PATH: 'CONNECTION',
  ENVIRONMENT_HOST_NOT_ALLOWED: 'CONNECTION',
  ENVIRONMENT_NOT_FOUND: 'CONNECTION',
  // The connection: token.
  CLIENT_SECRET_WRONG: 'CONNECTION',
  CLIENT_SECRET_EXPIRED: 'CONNECTION',
  CLIENT_UNKNOWN: 'CONNECTION',
  TENANT_UNKNOWN: 'CONNECTION',
  TENANT_MALFORMED: 'CONNECTION',
  SERVICE_PRINCIPAL_MISSING: 'CONNECTION',
  APPLICATION_DISABLED: 'CONNECTION',
  RESOURCE_UNKNOWN: 'CONNECTION',
  SCOPE_INVALID: 'CONNECTION',
  CONDITIONAL_ACCESS: 'CONNECTION',
  CREDENTIAL_MISSING: 'CONNECTION',
  ASSERTION_INVALID: 'CONNECTION',
  WRONG_CLOUD: 'CONNECTION',
  SERVICE_NOT_SUBSCRIBED: 'CONNECTION',
  TOKEN_REFUSED: 'CONNECTION',
  TOKEN_REJECTED: 'CONNECTION',
  // The connection: the application user and the environment.
  APPLICATION_USER_MISSING: 'CONNECTION',
  APPLICATION_USER_DISABLED: 'CONNECTION',
  ROLE_MISSING: 'CONNECTION',
  PRIVILEGE_MISSING: 'CONNECTION',
  /** Reads reach only some rows, so finds would miss people and create them again. */
  READ_DEPTH_TOO_NARROW: 'CONNECTION',
  /** A warning: the rights end at the business unit. */
  DEPTH_LIMITED: 'CONNECTION',
  NOT_VERIFIABLE: 'CONNECTION',
  COLUMN_ACCESS_DENIED: 'CONNECTION',
  STORAGE_FULL: 'CONNECTION',
  ENVIRONMENT_DISABLED: 'CONNECTION',
  CRM_REFUSED: 'CONNECTION',

  // The moment.
  THROTTLED: 'MOMENT',
  UNAVAILABLE: 'MOMENT',
  NETWORK: 'MOMENT',
  TIMED_OUT: 'MOMENT',
  ANSWER_MALFORMED: 'MOMENT',
  ANSWER_TOO_LARGE: 'MOMENT',
  TOKEN_ENDPOINT_UNAVAILABLE: 'MOMENT',
  CANCELLED: 'MOMENT',
} as const satisfies Record<string, ErrorSubject>;

export type ErrorCode = keyof typeof ERROR_CODES;
export const errorCodeSchema = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);

export function errorSubject(code: ErrorCode): ErrorSubject {
  return ERROR_CODES[code];
}

/** What a person can be told about a failure, besides its code: attribute, limit, privilege, … Never a value. */
export const errorParamsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);
export type ErrorParams = z.infer<typeof errorParamsSchema>;

export const failureSchema = z.object({ code: errorCodeSchema, params: errorParamsSchema });
export type Failure = z.infer<typeof failureSchema>;

/** What stands in `data.crm` of every error that a procedure answers. */
export const apiErrorSchema = z.object({
  code: errorCodeSchema,
  retryable: z.boolean(),
  requestId: z.string().optional(),
  retryAfterMs: z.number().optional(),
  params: errorParamsSchema.optional(),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
