/**
 * What a failure concerns decides what happens next: `contact` fails one contact, `connection` and `mapping` pause
 * the run, `transient` is retried later, `request` is the caller's mistake.
 */
export type ErrorCategory = 'contact' | 'connection' | 'mapping' | 'transient' | 'request';

/** Every error code with its category. The panel translates codes into messages. */
export const ERROR_CODES = {
  BAD_REQUEST: 'request',
  UNAUTHORIZED: 'request',
  FORBIDDEN: 'request',
  NOT_FOUND: 'request',
  CONFLICT: 'request',
  PAYLOAD_TOO_LARGE: 'request',
  CONTACT_TOO_LARGE: 'request',
  TOO_MANY_REQUESTS: 'request',
  INTERNAL: 'request',
  /** The integration cannot be switched on before a mapping is saved. */
  MAPPING_MISSING: 'request',
  INTEGRATION_DISABLED: 'request',
  /** Another enabled integration of the account already writes to this environment. */
  ENVIRONMENT_IN_USE: 'request',
  TOO_MANY_INTEGRATIONS: 'request',
  /** The contact does not wait for a decision, or no longer. */
  REVIEW_NOT_OPEN: 'request',
  /** None of the candidates, or one of several has to be named. */
  NOT_A_CANDIDATE: 'request',

  INVALID_EMAIL: 'contact',
  /** The derived id exists in the CRM but cannot be read. */
  ID_TAKEN: 'contact',
  /** Another CRM contact has the e-mail, so it was not written. */
  EMAIL_TAKEN: 'contact',
  /** The CRM contact changed between reading and writing, in every attempt. */
  EDIT_CONFLICT: 'contact',
  VALUE_TOO_LONG: 'contact',
  VALUE_OUT_OF_RANGE: 'contact',
  VALUE_NOT_A_NUMBER: 'contact',
  VALUE_NOT_A_DATE: 'contact',
  VALUE_NOT_A_BOOLEAN: 'contact',
  VALUE_NOT_TEXT: 'contact',
  OPTION_UNKNOWN: 'contact',
  OPTION_AMBIGUOUS: 'contact',
  TOO_MANY_OPTIONS: 'contact',
  ILLEGAL_CHARACTERS: 'contact',
  REQUIRED_VALUE_MISSING: 'contact',
  ROW_ACCESS_DENIED: 'contact',
  DUPLICATE_RULE: 'contact',
  ALTERNATE_KEY_VIOLATED: 'contact',
  PLUGIN_REJECTED: 'contact',
  CRM_REJECTED: 'contact',
  /** This contact alone makes a whole request fail. */
  POISONED: 'contact',
  /** The process died repeatedly while it synced this contact alone. */
  PROCESSING_CRASHED: 'contact',

  ATTRIBUTE_UNKNOWN: 'mapping',
  ATTRIBUTE_NOT_WRITABLE: 'mapping',
  ATTRIBUTE_SECURED: 'mapping',
  TYPE_IMPOSSIBLE: 'mapping',
  STRATEGY_IMPOSSIBLE: 'mapping',
  REQUIRED_ATTRIBUTE_WITHOUT_SOURCE: 'mapping',
  OPTION_REMOVED: 'mapping',
  MAPPING_INVALID: 'mapping',

  // Address.
  ENVIRONMENT_URL_INVALID: 'connection',
  ENVIRONMENT_URL_NOT_HTTPS: 'connection',
  ENVIRONMENT_URL_HAS_PATH: 'connection',
  ENVIRONMENT_HOST_NOT_ALLOWED: 'connection',
  /** The address of a proxy in front of the environment, such as Defender for Cloud Apps. */
  ENVIRONMENT_URL_IS_PROXY: 'connection',
  ENVIRONMENT_NOT_FOUND: 'connection',
  // Token.
  CLIENT_SECRET_WRONG: 'connection',
  CLIENT_SECRET_EXPIRED: 'connection',
  CLIENT_UNKNOWN: 'connection',
  TENANT_UNKNOWN: 'connection',
  TENANT_MALFORMED: 'connection',
  SERVICE_PRINCIPAL_MISSING: 'connection',
  APPLICATION_DISABLED: 'connection',
  RESOURCE_UNKNOWN: 'connection',
  SCOPE_INVALID: 'connection',
  CONDITIONAL_ACCESS: 'connection',
  CREDENTIAL_MISSING: 'connection',
  ASSERTION_INVALID: 'connection',
  WRONG_CLOUD: 'connection',
  SERVICE_NOT_SUBSCRIBED: 'connection',
  TOKEN_REFUSED: 'connection',
  TOKEN_REJECTED: 'connection',
  // Application user and environment.
  APPLICATION_USER_MISSING: 'connection',
  APPLICATION_USER_DISABLED: 'connection',
  ROLE_MISSING: 'connection',
  PRIVILEGE_MISSING: 'connection',
  /** The application user can read only some rows, so searches would miss people and create duplicates. */
  READ_DEPTH_TOO_NARROW: 'connection',
  /** A warning: the application user can write only some rows. */
  DEPTH_LIMITED: 'connection',
  NOT_VERIFIABLE: 'connection',
  COLUMN_ACCESS_DENIED: 'connection',
  STORAGE_FULL: 'connection',
  ENVIRONMENT_DISABLED: 'connection',
  /** The IP firewall of the environment does not let the service's address in. */
  IP_BLOCKED: 'connection',
  /** Updates cannot be limited to the version that was read. */
  OPTIMISTIC_CONCURRENCY_DISABLED: 'connection',
  CRM_REFUSED: 'connection',

  THROTTLED: 'transient',
  UNAVAILABLE: 'transient',
  NETWORK: 'transient',
  TIMED_OUT: 'transient',
  /** A 3xx, which is never followed: a proxy in between, or an environment that has moved. */
  REDIRECTED: 'transient',
  ANSWER_MALFORMED: 'transient',
  ANSWER_TOO_LARGE: 'transient',
  TOKEN_ENDPOINT_UNAVAILABLE: 'transient',
  /** The key that verifies the user's token cannot be loaded. */
  TOKEN_KEYS_UNAVAILABLE: 'transient',
  CANCELLED: 'transient',
} as const satisfies Record<string, ErrorCategory>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function errorCategory(code: ErrorCode): ErrorCategory {
  return ERROR_CODES[code];
}
