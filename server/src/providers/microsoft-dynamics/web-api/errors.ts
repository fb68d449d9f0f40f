import { type ErrorCode, type ErrorParams, errorCategory } from '@goodfunds/shared';
import { z } from 'zod';
import { readRedirect } from '../../../crm/http-response.ts';
import {
  type IntegrationError,
  integrationError,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import { parseJson } from '../../../runtime/json.ts';

export type RefusedAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  requestId: string | null;
};

/** `WRITE`: the request concerned one contact, so that an unknown refusal concerns that contact. */
export type RequestKind = 'READ' | 'WRITE';

export type DataverseFailure = {
  code: ErrorCode;
  params: ErrorParams;
  /** Dataverse's code in lower case, such as `0x80044331`; empty if there is none. */
  crmCode: string;
  /** Dataverse's message. */
  message: string;
};

/**
 * The meaning of a refusal. Dataverse's code decides, and the status if there is no known code.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
 */
export function readFailure(answer: RefusedAnswer, kind: RequestKind): DataverseFailure {
  const { crmCode, message } = readErrorBody(answer);
  const known = isIpBlocked(answer, message) ? 'IP_BLOCKED' : codeOf(crmCode, message);
  const code = known ?? codeByStatus(answer.status, kind);
  const params = code === 'REDIRECTED' ? readRedirect(answer.headers) : paramsOf(code, message, crmCode);
  return { code, params, crmCode, message };
}

/** The refusal as an error to throw. */
export function integrationErrorFrom(answer: RefusedAnswer, kind: RequestKind = 'READ'): IntegrationError {
  const { code, params, message } = readFailure(answer, kind);
  const requestId = answer.requestId ?? undefined;
  return integrationError({ code, params, detail: message || undefined, requestId });
}

/** Whether the same request can succeed later, by its code or status. */
export function isTransient(answer: RefusedAnswer): boolean {
  return answer.status >= 300 && errorCategory(readFailure(answer, 'READ').code) === 'transient';
}

/** Parses the body of a successful answer. Throws ANSWER_MALFORMED if it is not as documented. */
export function parseAnswer<Answer>(
  answer: { body: string; requestId: string | null },
  schema: z.ZodType<Answer>,
): Answer {
  const parsed = schema.safeParse(parseJson(answer.body));
  if (parsed.success) return parsed.data;
  throw malformedAnswer(parsed.error, answer.requestId);
}

/** Names the first place that is not as documented. Without the cause, which can be as large as the answer. */
export function malformedAnswer({ issues: [first] }: z.ZodError, requestId: string | null): IntegrationError {
  const place = first?.path.map(String).join('.').slice(0, MAX_PLACE) ?? '';
  return new RetryableIntegrationError({
    code: 'ANSWER_MALFORMED',
    params: place === '' ? {} : { place },
    requestId: requestId || undefined,
  });
}

const MAX_PLACE = 200;

/** A copy of the error with more details. */
export function copyError(
  error: IntegrationError,
  more: { resolved?: IntegrationError['resolved']; retryAfterMs?: number },
): IntegrationError {
  const { code, params, requestId, detail, retryAfterMs, resolved } = error;
  const cause = error.cause ?? error;
  const details = { code, params, requestId, detail, retryAfterMs, resolved, cause, ...more };
  return error.retryable ? new RetryableIntegrationError(details) : new NonRetryableIntegrationError(details);
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  '0x80072560': 'APPLICATION_USER_MISSING',
  '0x80040225': 'APPLICATION_USER_DISABLED',
  '0x80042f09': 'ROLE_MISSING',
  '0x80040220': 'PRIVILEGE_MISSING',
  '0x8004f502': 'COLUMN_ACCESS_DENIED',
  '0x8004f504': 'COLUMN_ACCESS_DENIED',
  '0x8004f506': 'COLUMN_ACCESS_DENIED',
  '0x8004f507': 'COLUMN_ACCESS_DENIED',
  '0x8004a104': 'ENVIRONMENT_DISABLED',
  '0x80050401': 'STORAGE_FULL',
  '0x80050402': 'STORAGE_FULL',
  '0x8005f101': 'TOKEN_REJECTED',
  // No conditional update is possible: the etag is missing, or the table has none.
  '0x80060883': 'CRM_REFUSED',
  '0x8006088d': 'OPTIMISTIC_CONCURRENCY_DISABLED',

  '0x80072321': 'THROTTLED',
  '0x80072322': 'THROTTLED',
  '0x80072326': 'THROTTLED',
  '0x8005f103': 'THROTTLED',
  '0x80048544': 'THROTTLED',
  '0x80060308': 'THROTTLED',
  '0x80044150': 'UNAVAILABLE',
  '0x80044151': 'UNAVAILABLE',
  '0x80044339': 'UNAVAILABLE',

  '0x80048306': 'ROW_ACCESS_DENIED',
  '0x80044331': 'VALUE_TOO_LONG',
  '0x8004431a': 'OPTION_UNKNOWN',
  '0x8004432f': 'VALUE_OUT_OF_RANGE',
  '0x80044330': 'VALUE_OUT_OF_RANGE',
  '0x80040239': 'VALUE_NOT_A_DATE',
  '0x80040278': 'ILLEGAL_CHARACTERS',
  '0x80040333': 'DUPLICATE_RULE',
  '0x80060892': 'ALTERNATE_KEY_VIOLATED',
  '0x80073002': 'ALTERNATE_KEY_VIOLATED',
  '0x80040265': 'PLUGIN_REJECTED',
  '0x80060882': 'EDIT_CONFLICT',
};

/** With these codes Dataverse also reports an unknown column; only the message shows it. */
const PAYLOAD_CODES = new Set(['0x80060888', '0x80048d19', '0x0', '']);

const UNKNOWN_ATTRIBUTE =
  /(?:could not find a property named|the property|undeclared property) '([^']+)'(?= on type| does not exist| which)/i;

function codeOf(crmCode: string, message: string): ErrorCode | null {
  if (PAYLOAD_CODES.has(crmCode) && UNKNOWN_ATTRIBUTE.test(message)) return 'ATTRIBUTE_UNKNOWN';
  return Object.hasOwn(CODES, crmCode) ? (CODES[crmCode] ?? null) : null;
}

/**
 * The sentence is documented, the code is not; nor is whether the body is JSON.
 *
 * @see https://learn.microsoft.com/power-platform/admin/ip-firewall
 */
function isIpBlocked({ status, body }: RefusedAnswer, message: string): boolean {
  return status === 403 && IP_BLOCKED.test(message || body.slice(0, MAX_MESSAGE));
}

const IP_BLOCKED = /access to your IP is blocked|\bIP firewall\b/i;

function codeByStatus(status: number, kind: RequestKind): ErrorCode {
  if (status === 401) return 'TOKEN_REJECTED';
  if (status === 429) return 'THROTTLED';
  if (status >= 500 || status === 408) return 'UNAVAILABLE';
  if (status < 400) return 'REDIRECTED';
  if (status === 403) return 'CRM_REFUSED';
  return kind === 'WRITE' ? 'CRM_REJECTED' : 'CRM_REFUSED';
}

function paramsOf(code: ErrorCode, message: string, crmCode: string): ErrorParams {
  const attribute = firstGroup(UNKNOWN_ATTRIBUTE, message) ?? firstGroup(ATTRIBUTE, message);
  const about = attribute === null ? {} : { attribute };
  switch (code) {
    case 'PRIVILEGE_MISSING': {
      const privilege = firstGroup(/missing (prv\w+) privilege/i, message);
      return privilege === null ? {} : { privilege };
    }
    case 'VALUE_TOO_LONG': {
      const limit = firstGroup(/maximum allowed length of '?(\d+)/i, message);
      return limit === null ? about : { ...about, maxLength: Number(limit) };
    }
    case 'OPTION_UNKNOWN': {
      const accepted = firstGroup(/accepted values: ([\d,\s-]+)/i, message);
      return accepted === null
        ? about
        : { ...about, accepted: accepted.split(',').map((value) => value.trim()) };
    }
    case 'ATTRIBUTE_UNKNOWN':
    case 'VALUE_OUT_OF_RANGE':
    case 'VALUE_NOT_A_DATE':
    case 'ILLEGAL_CHARACTERS':
    case 'COLUMN_ACCESS_DENIED':
      return about;
    case 'PLUGIN_REJECTED':
      return { message: message.slice(0, MAX_MESSAGE) };
    case 'CRM_REJECTED':
    case 'CRM_REFUSED':
      return crmCode === '' ? about : { ...about, crmCode };
    default:
      return {};
  }
}

/** The column in a validation message: `'lastname' attribute`, `of 'gendercode' on record`, … */
const ATTRIBUTE =
  /'([a-z][a-z0-9_]*)' attribute|attribute '?([a-z][a-z0-9_]*)'|of '([a-z][a-z0-9_]*)' on record/;

const MAX_MESSAGE = 1_000;
const MAX_CODE = 100;

function firstGroup(pattern: RegExp, text: string): string | null {
  return (
    pattern
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined) ?? null
  );
}

const errorBodySchema = z.object({
  error: z.object({ code: z.string().catch(''), message: z.string().catch('') }),
});

type ErrorBody = Pick<DataverseFailure, 'crmCode' | 'message'>;

/** Whether to repeat a request and what its refusal means are read at different times; the body is parsed once. */
const errorBodies = new WeakMap<RefusedAnswer, ErrorBody>();

function readErrorBody(answer: RefusedAnswer): ErrorBody {
  const known = errorBodies.get(answer);
  if (known) return known;
  const read = parseErrorBody(answer.body);
  errorBodies.set(answer, read);
  return read;
}

/** Gateways answer with HTML, so an unreadable body is not an error of its own. */
function parseErrorBody(body: string): ErrorBody {
  const parsed = errorBodySchema.safeParse(parseJson(body));
  if (!parsed.success) return { crmCode: '', message: '' };
  return {
    crmCode: hexCode(parsed.data.error.code.slice(0, MAX_CODE)),
    message: parsed.data.error.message.slice(0, 2 * MAX_MESSAGE),
  };
}

/** Some answers have the code as a signed decimal of the same 32 bits. */
function hexCode(code: string): string {
  return /^-\d+$/.test(code) ? `0x${(Number(code) >>> 0).toString(16)}` : code.toLowerCase();
}
