import { answerRequest } from './dataverse/answer-request.ts';
import type { EmulatorState } from './emulator-state.ts';
import { routeEntra } from './entra/routes.ts';
import { apiPath } from './environment/environment.ts';
import { ConnectionDropped } from './faults/connection-dropped.ts';
import { FaultyParts } from './faults/faulty-parts.ts';
import { intervene } from './faults/intervene.ts';
import type { ApiRequest, ApiResponse } from './http/exchange.ts';
import { jsonResponse } from './http/exchange.ts';
import type { Outcome } from './http/outcome.ts';
import { answer } from './http/outcome.ts';
import type { LoggedRequest } from './log/request-log.ts';

/** Answers a request to Entra or Dataverse, with logging and faults. */
export async function handleRequest(
  state: EmulatorState,
  request: ApiRequest,
  isOversized: boolean,
): Promise<Outcome> {
  const { runtime } = state.environment;
  const entry = state.log.begin(request, runtime.now().toISOString());
  const startedMs = performance.now();
  try {
    const intervention = state.faults.onRequest(request);
    entry.fault = intervention?.rule ?? null;
    const proceed = () => answered(state, request, entry, isOversized);
    const outcome =
      intervention === null
        ? answer(await proceed())
        : await intervene(intervention.action, request, runtime, proceed);
    if ('response' in outcome) entry.status = outcome.response.status;
    return outcome;
  } catch (cause) {
    if (cause instanceof ConnectionDropped) return { type: 'drop' };
    throw cause;
  } finally {
    entry.durationMs = performance.now() - startedMs;
  }
}

async function answered(
  state: EmulatorState,
  request: ApiRequest,
  entry: LoggedRequest,
  isOversized: boolean,
): Promise<ApiResponse> {
  if (isOversized) return { status: 413, headers: {}, body: '' };
  if (request.target.startsWith(apiPath)) {
    const { runtime } = state.environment;
    const observer = new FaultyParts({ runtime, faults: state.faults, log: state.log }, entry, request);
    return answerRequest(state, request, entry, observer);
  }
  const entra = await routeEntra(state.environment, request);
  return entra ?? jsonResponse(404, { error: { code: '', message: 'There is nothing at this address.' } });
}
