import { type ApiError, type ErrorCode, errorCategory } from '@goodfunds/shared';
import { type TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { ZodError } from 'zod';
import { describeIntegrationFailure } from '../integrations/integration-failure.ts';
import { UseCaseError } from '../runtime/use-case-error.ts';
import { describeInputError } from './input-error.ts';

export type ErrorAnswer = {
  status: TRPC_ERROR_CODE_KEY;
  crm: ApiError;
  message: string;
};

/**
 * The one place that turns errors into answers. What nobody foresaw becomes INTERNAL and says nothing more than
 * the id under which the log has it.
 */
export function answerTo(error: TRPCError): ErrorAnswer {
  const { cause } = error;
  if (cause instanceof UseCaseError) {
    return answer(useCaseStatus(cause.code), {
      code: cause.code,
      retryable: cause.code === 'TOO_MANY_REQUESTS' || cause.code === 'UNAVAILABLE',
      ...(cause.retryAfterMs !== undefined && { retryAfterMs: cause.retryAfterMs }),
      ...(cause.params && { params: cause.params }),
    });
  }
  const failure = describeIntegrationFailure(cause);
  if (failure) return answer(integrationStatus(failure.code), failure);
  return answerToTransport(error);
}

/** Whether the log needs to hear of it, because the answer says nothing. */
export function isUnforeseen(error: TRPCError): boolean {
  return answerTo(error).crm.code === 'INTERNAL';
}

/** Gives every error answer `data.crm`, and takes away stacks and words that may hold what nobody should read. */
export function formatError(options: {
  error: TRPCError;
  shape: TRPCDefaultErrorShape;
  ctx: { requestId: string } | undefined;
}) {
  const { path } = options.shape.data;
  const shape = formatTransportError(options.error, options.ctx?.requestId);
  // Anything may stand where a procedure's name should.
  const named = path !== undefined && /^[A-Za-z]{1,50}\.[A-Za-z]{1,50}$/.test(path);
  return { ...shape, data: { ...shape.data, ...(named && { path }) } };
}

/** The same for errors that no procedure was reached by. */
export function formatTransportError(error: TRPCError, requestId: string | undefined) {
  const { status, crm, message } = answerTo(error);
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

/** Errors of the call itself, as tRPC finds them before any use case runs. */
function answerToTransport(error: TRPCError): ErrorAnswer {
  const refused = (code: ErrorCode): ErrorAnswer => answer(error.code, { code, retryable: false });
  switch (error.code) {
    case 'BAD_REQUEST': {
      if (error.cause instanceof ZodError) return refusedFor(error.code, describeInputError(error.cause));
      if (error.cause instanceof SyntaxError) return refusedFor(error.code, NO_JSON);
      return refused('BAD_REQUEST');
    }
    case 'PARSE_ERROR':
      return refusedFor(error.code, NO_JSON);
    case 'METHOD_NOT_SUPPORTED':
      return refusedFor(error.code, { path: '', message: 'is called by POST' });
    case 'UNSUPPORTED_MEDIA_TYPE':
      return refusedFor(error.code, { path: 'content-type', message: 'has to be application/json' });
    case 'NOT_FOUND':
      return refused('NOT_FOUND');
    case 'PAYLOAD_TOO_LARGE':
      return refused('PAYLOAD_TOO_LARGE');
    case 'CLIENT_CLOSED_REQUEST':
      return refused('CANCELLED');
    default:
      return answer('INTERNAL_SERVER_ERROR', { code: 'INTERNAL', retryable: false });
  }
}

const NO_JSON = { path: '', message: 'is no JSON' };

/** A fault of the call with the place where it is. */
function refusedFor(status: TRPC_ERROR_CODE_KEY, params: { path: string; message: string }): ErrorAnswer {
  const { path, message } = params;
  const crm: ApiError = { code: 'BAD_REQUEST', retryable: false, params: { path, message } };
  return { status, crm, message: path === '' ? message : `${path}: ${message}` };
}

function answer(status: TRPC_ERROR_CODE_KEY, crm: ApiError): ErrorAnswer {
  return { status, crm, message: crm.code };
}

/** A use case that refuses with a code about a CRM found the fault in its input. */
function useCaseStatus(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  switch (code) {
    case 'UNAUTHORIZED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'CONFLICT':
    case 'PAYLOAD_TOO_LARGE':
    case 'TOO_MANY_REQUESTS':
      return code;
    case 'ENVIRONMENT_IN_USE':
    case 'INTEGRATION_DISABLED':
      return 'CONFLICT';
    case 'UNAVAILABLE':
      return 'SERVICE_UNAVAILABLE';
    case 'INTERNAL':
      return 'INTERNAL_SERVER_ERROR';
    default:
      return 'BAD_REQUEST';
  }
}

/** We are healthy, what is behind us is not: it never looks like the caller's fault, nor like ours. */
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
