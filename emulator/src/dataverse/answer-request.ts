import type { CostModel, Slots, Work } from '../cost-model.ts';
import { costOf } from '../cost-model.ts';
import type { TokenVerifier } from '../entra/access-tokens.ts';
import type { Environment } from '../environment/environment.ts';
import { apiPath } from '../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { pathOf, withHeaders } from '../http/exchange.ts';
import type { LoggedOperation, LoggedRequest } from '../log/request-log.ts';
import type { Commit } from '../store/ledger.ts';
import { refusalOf } from './authenticate.ts';
import type { PartObserver } from './batch/execute-batch.ts';
import { executeBatch } from './batch/execute-batch.ts';
import { DataverseError, errorResponse, methodNotAllowed } from './errors.ts';
import { answerOperation } from './router.ts';
import type { ServiceProtection } from './service-protection.ts';
import { throttledResponse } from './throttling.ts';

const longestUrl = 32_768;

export interface Service {
  readonly environment: Environment;
  readonly tokens: TokenVerifier;
  readonly protection: ServiceProtection;
  readonly slots: Slots;
  readonly costModel: CostModel;
}

/** Answers one Web API request: authentication, service protection limits, execution, cost. */
export async function answerRequest(
  service: Service,
  request: ApiRequest,
  entry: LoggedRequest,
  observer: PartObserver,
): Promise<ApiResponse> {
  const { environment, protection } = service;
  const requestId = { 'x-ms-service-request-id': environment.runtime.uuid() };
  const refusal = tooLong(environment, request) ?? (await refusalOf(environment, service.tokens, request));
  if (refusal !== null) return withHeaders(refusal, requestId);
  const excess = protection.enter(environment.runtime.now().getTime());
  if (excess !== null) {
    const throttled = throttledResponse(request, excess.kind, excess.retryAfterSeconds, protection.settings);
    return withHeaders(throttled, { ...requestId, ...protection.headers() });
  }
  const response = await carriedOut(service, request, entry, observer);
  return withHeaders(response, { ...requestId, ...protection.headers() });
}

async function carriedOut(
  service: Service,
  request: ApiRequest,
  entry: LoggedRequest,
  observer: PartObserver,
): Promise<ApiResponse> {
  const { environment, protection, slots, costModel } = service;
  const now = () => environment.runtime.now().getTime();
  const takenMs = await slots.take(costModel.parallelism, now());
  const startedMs = performance.now();
  let costMs = 0;
  try {
    const { ledger } = environment.data;
    const before = { commits: ledger.all().length, begun: ledger.begun };
    const response = await answered(environment, request, observer);
    const commits = ledger.all().slice(before.commits);
    const rolledBack = Math.max(0, ledger.begun - before.begun - commits.length);
    costMs = costOf(costModel, workOf({ ...entry, status: response.status }, commits, rolledBack));
    // With limited slots, the real execution time counts towards the cost.
    const waitMs = costModel.parallelism === null ? costMs : takenMs + costMs - now();
    if (waitMs > 0) await environment.runtime.delay(waitMs);
    return response;
  } finally {
    slots.free(takenMs + costMs);
    protection.leave(now(), Math.max(costMs, performance.now() - startedMs));
  }
}

async function answered(
  environment: Environment,
  request: ApiRequest,
  observer: PartObserver,
): Promise<ApiResponse> {
  if (pathOf(request.target) !== `${apiPath}$batch`) return answerOperation(environment, request);
  if (request.method !== 'POST') return errorResponse(methodNotAllowed(request.method), request);
  return executeBatch(environment, request, observer);
}

/** The status of the answer to a URL that is too long is unverified. */
function tooLong(environment: Environment, request: ApiRequest): ApiResponse | null {
  if (environment.origin.length + request.target.length <= longestUrl) return null;
  const error = new DataverseError(414, '', `The request URL is longer than ${longestUrl} characters.`);
  return errorResponse(error, request);
}

/** A rolled-back operation costs as much as a committed one. */
function workOf(entry: LoggedRequest, commits: readonly Commit[], rolledBack: number): Work {
  const operations: readonly LoggedOperation[] = [entry, ...entry.parts];
  const ofKind = (kind: LoggedOperation['kind']) => operations.filter((each) => each.kind === kind);
  const committed = (kind: Commit['kind']) => commits.filter((each) => each.kind === kind).length;
  // A throttled or rolled-back operation has no lookup to pay for.
  const answered = ofKind('write').filter(({ status }) => status !== null && status !== 429);
  const work = {
    find: ofKind('find').length,
    metadata: ofKind('metadata').length,
    delete: committed('delete'),
  };
  const bulkAction = bulkActions.exec(entry.url)?.[1];
  if (bulkAction === undefined) {
    const refused = Math.max(0, answered.length - commits.length) + rolledBack;
    const written = { create: committed('create'), update: committed('update'), refusedWrite: refused };
    return { ...work, ...written, bulkCreate: 0, bulkUpdate: 0 };
  }
  const rolledBackUpdates = bulkAction === 'Update' ? rolledBack : 0;
  return {
    ...work,
    create: 0,
    update: 0,
    refusedWrite: answered.filter(({ status }) => status !== null && status >= 400).length,
    bulkCreate: committed('create') + rolledBack - rolledBackUpdates,
    bulkUpdate: committed('update') + rolledBackUpdates,
  };
}

const bulkActions = /\.(Create|Update|Upsert)Multiple\b/;
