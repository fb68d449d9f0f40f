import { type ApiError, type ErrorCode, errorCategory } from '@goodfunds/shared';
import { type TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { type core, ZodError } from 'zod';
import { IntegrationError } from '../crm/integration-error.ts';
import { UseCaseError } from '../runtime/use-case-error.ts';
import { boundParams, joinPath } from './error-bounds.ts';

export type ErrorResponse = {
  status: TRPC_ERROR_CODE_KEY;
  crm: ApiError;
  message: string;
};

/** Maps every error to a response. An unexpected one becomes INTERNAL, with nothing but its request id. */
export function toErrorResponse(error: TRPCError): ErrorResponse {
  const { cause } = error;
  if (cause instanceof UseCaseError) {
    return errorResponse(useCaseStatus(cause.code), {
      code: cause.code,
      retryable: cause.code === 'TOO_MANY_REQUESTS' || errorCategory(cause.code) === 'transient',
      ...(cause.retryAfterMs !== undefined && { retryAfterMs: cause.retryAfterMs }),
      ...(cause.params && { params: cause.params }),
    });
  }
  if (cause instanceof IntegrationError) {
    return errorResponse(integrationStatus(cause.code), {
      code: cause.code,
      retryable: cause.retryable,
      params: cause.params,
      ...(cause.requestId !== undefined && { requestId: cause.requestId }),
      ...(cause.retryAfterMs !== undefined && { retryAfterMs: cause.retryAfterMs }),
    });
  }
  return transportErrorResponse(error);
}

/** Whether to log the error, because the response gives no details. */
export function isUnexpected(error: TRPCError): boolean {
  return toErrorResponse(error).crm.code === 'INTERNAL';
}

/** Adds `data.crm` to every error response, and removes stacks and messages, which can quote personal data. */
export function formatError(options: {
  error: TRPCError;
  shape: TRPCDefaultErrorShape;
  ctx: { requestId: string } | undefined;
}) {
  const { path } = options.shape.data;
  const shape = formatTransportError(options.error, options.ctx?.requestId);
  // An unknown path can hold anything, so it is not repeated.
  const named = path !== undefined && /^[A-Za-z]{1,50}\.[A-Za-z]{1,50}$/.test(path);
  return { ...shape, data: { ...shape.data, ...(named && { path }) } };
}

/** The same for errors outside of procedures. */
export function formatTransportError(error: TRPCError, requestId: string | undefined) {
  const { status, crm, message } = toErrorResponse(error);
  const named = crm.code === 'INTERNAL' && requestId !== undefined ? { ...crm, requestId } : crm;
  return {
    message,
    code: TRPC_ERROR_CODES_BY_KEY[status],
    data: {
      code: status,
      httpStatus: getHTTPStatusCodeFromError(new TRPCError({ code: status })),
      crm: named,
    },
  };
}

/** Errors of tRPC itself, such as an invalid input. */
function transportErrorResponse(error: TRPCError): ErrorResponse {
  const refuse = (code: ErrorCode): ErrorResponse => errorResponse(error.code, { code, retryable: false });
  switch (error.code) {
    case 'BAD_REQUEST': {
      if (error.cause instanceof ZodError) return badRequestAt(error.code, firstProblem(error.cause));
      if (error.cause instanceof SyntaxError) return badRequestAt(error.code, NOT_JSON);
      return refuse('BAD_REQUEST');
    }
    case 'PARSE_ERROR':
      return badRequestAt(error.code, NOT_JSON);
    case 'METHOD_NOT_SUPPORTED':
      return badRequestAt(error.code, { path: '', message: 'must be called by POST' });
    case 'UNSUPPORTED_MEDIA_TYPE':
      return badRequestAt(error.code, { path: 'content-type', message: 'must be application/json' });
    case 'NOT_FOUND':
      return refuse('NOT_FOUND');
    case 'PAYLOAD_TOO_LARGE':
      return refuse('PAYLOAD_TOO_LARGE');
    case 'CLIENT_CLOSED_REQUEST':
      return refuse('CANCELLED');
    default:
      return errorResponse('INTERNAL_SERVER_ERROR', { code: 'INTERNAL', retryable: false });
  }
}

const NOT_JSON = { path: '', message: 'is not JSON' };

function badRequestAt(status: TRPC_ERROR_CODE_KEY, params: { path: string; message: string }): ErrorResponse {
  const { path, message } = params;
  const { crm } = errorResponse(status, { code: 'BAD_REQUEST', retryable: false, params: { path, message } });
  return { status, crm, message: path === '' ? message : `${path}: ${message}` };
}

function errorResponse(status: TRPC_ERROR_CODE_KEY, crm: ApiError): ErrorResponse {
  const params = crm.params && { params: boundParams(crm.params) };
  return { status, crm: { ...crm, ...params }, message: crm.code };
}

/** Codes about a CRM count as a bad request here, because the service found the fault in the input. */
function useCaseStatus(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  switch (code) {
    case 'UNAUTHORIZED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'CONFLICT':
    case 'PAYLOAD_TOO_LARGE':
    case 'TOO_MANY_REQUESTS':
      return code;
    case 'CONTACT_TOO_LARGE':
      return 'PAYLOAD_TOO_LARGE';
    case 'ENVIRONMENT_IN_USE':
    case 'TOO_MANY_INTEGRATIONS':
    case 'REVIEW_NOT_OPEN':
    case 'NOT_A_CANDIDATE':
    case 'INTEGRATION_DISABLED':
      return 'CONFLICT';
    case 'UNAVAILABLE':
    case 'TOKEN_KEYS_UNAVAILABLE':
      return 'SERVICE_UNAVAILABLE';
    case 'INTERNAL':
      return 'INTERNAL_SERVER_ERROR';
    default:
      return 'BAD_REQUEST';
  }
}

/** The CRM failed, so the status is neither that of a bad request nor that of an error of this service. */
function integrationStatus(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  if (code === 'CANCELLED') return 'CLIENT_CLOSED_REQUEST';
  if (code === 'TIMED_OUT') return 'GATEWAY_TIMEOUT';
  switch (errorCategory(code)) {
    case 'transient':
      return 'SERVICE_UNAVAILABLE';
    case 'connection':
      return 'BAD_GATEWAY';
    case 'contact':
    case 'mapping':
      return 'UNPROCESSABLE_CONTENT';
    case 'request':
      return useCaseStatus(code);
  }
}

/** The path of the first problem, joined by dots, and the reason. */
function firstProblem({ issues }: ZodError): { path: string; message: string } {
  return innermost(issues, []) ?? { path: '', message: 'is not valid' };
}

type Found = { path: string; message: string; depth: number };

/** Of a union, the alternative that matched deepest is the one the caller meant. */
function innermost(issues: readonly core.$ZodIssue[], prefix: readonly PropertyKey[]): Found | undefined {
  const [issue] = issues;
  if (!issue) return undefined;
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    const alternatives = issue.errors.flatMap((alternative) => innermost(alternative, path) ?? []);
    const [best] = alternatives.sort((a, b) => b.depth - a.depth);
    if (best) return best;
  }
  return { path: joinPath(path), message: issue.message, depth: path.length };
}
