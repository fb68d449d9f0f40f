import { odataHeaders } from '../dataverse/call.ts';
import { throttledResponse } from '../dataverse/throttling.ts';
import { isTokenErrorCode, TokenRefusal, tokenErrorResponse } from '../entra/token-errors.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import type { Outcome } from '../http/outcome.ts';
import { answer } from '../http/outcome.ts';
import type { Runtime } from '../runtime.ts';
import { ConnectionDropped } from './connection-dropped.ts';
import type { FaultAction } from './fault-rule.ts';

/** Applies a fault to a whole request; `proceed` executes the request. */
export async function intervene(
  action: FaultAction,
  request: ApiRequest,
  runtime: Runtime,
  proceed: () => Promise<ApiResponse>,
): Promise<Outcome> {
  const instead = answerInstead(action, request, runtime);
  if (instead !== null) return answer(instead);
  switch (action.type) {
    case 'delay':
      await runtime.delay(action.delayMs);
      return answer(await proceed());
    case 'drop':
      if (action.when === 'afterCommit') await proceed();
      throw new ConnectionDropped();
    case 'truncate':
      return { type: 'truncated', response: await proceed(), afterBytes: action.afterBytes };
    default:
      return answer(await proceed());
  }
}

/** The answer that replaces the real one; null for a fault that lets the request happen. */
export function answerInstead(
  action: FaultAction,
  request: ApiRequest,
  runtime: Runtime,
): ApiResponse | null {
  switch (action.type) {
    case 'respond':
      return scripted(action);
    case 'throttle':
      return throttledResponse(request, action.limit, action.retryAfter);
    case 'refuseToken':
      return isTokenErrorCode(action.code)
        ? tokenErrorResponse(new TokenRefusal(action.code), runtime)
        : null;
    default:
      return null;
  }
}

function scripted({ status, headers, body }: Extract<FaultAction, { type: 'respond' }>): ApiResponse {
  if (typeof body === 'string') return { status, headers, body };
  return { status, headers: { ...odataHeaders, ...headers }, body: JSON.stringify(body) };
}
