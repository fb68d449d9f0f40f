import type { Environment } from '../../environment/environment.ts';
import { apiPath } from '../../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../../http/exchange.ts';
import type { ResolveReference } from '../contacts/payload.ts';
import { unknownReference } from '../contacts/payload.ts';
import { DataverseError, errorResponse } from '../errors.ts';
import { preferencesOf } from '../odata/preferences.ts';
import { answerOperation } from '../router.ts';
import type { BatchItem, BatchOperation } from './parse-batch.ts';
import { parseBatch } from './parse-batch.ts';
import { changeSetPart, httpPart, multipart } from './write-multipart.ts';

/** Called around each operation of a batch, for scripted faults and the request log. */
export interface PartObserver {
  /**
   * Returns null to run the operation at once, without a promise, so that a batch is not interrupted. Otherwise it
   * resolves with an answer that replaces the operation, or with null to run it then.
   */
  before(request: ApiRequest): Promise<ApiResponse | null> | null;
  /** Of a failed change set only the failing operation is reported, because the others were rolled back. */
  after(request: ApiRequest, response: ApiResponse): void;
}

/**
 * Runs the parts of a `$batch` in order.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
 */
export async function executeBatch(
  environment: Environment,
  request: ApiRequest,
  observer: PartObserver,
): Promise<ApiResponse> {
  const items = parsedOr(request);
  if ('status' in items) return items;
  const run: Run = { environment, observer };
  const { continueOnError } = preferencesOf(request);
  const parts: string[] = [];
  let status = 200;
  for (const item of items) {
    const answer = await runItem(run, item);
    parts.push(answer.part);
    if (answer.status >= 400 && !continueOnError) {
      // Earlier parts stay committed; the outer status is that of the failure.
      status = answer.status;
      break;
    }
  }
  const boundary = `batchresponse_${environment.runtime.uuid()}`;
  return {
    status,
    headers: {
      'Content-Type': `multipart/mixed; boundary=${boundary}`,
      'OData-Version': '4.0',
      ...(continueOnError ? { 'Preference-Applied': 'odata.continue-on-error' } : {}),
    },
    body: multipart(parts, boundary),
  };
}

interface Run {
  readonly environment: Environment;
  readonly observer: PartObserver;
}

interface ItemAnswer {
  readonly status: number;
  readonly part: string;
}

function parsedOr(request: ApiRequest): BatchItem[] | ApiResponse {
  try {
    return parseBatch(request);
  } catch (cause) {
    if (cause instanceof DataverseError) return errorResponse(cause, request);
    throw cause;
  }
}

function runItem(run: Run, item: BatchItem): Promise<ItemAnswer> {
  return item.type === 'operation' ? runOperation(run, item.operation) : runChangeSet(run, item.operations);
}

async function runOperation(run: Run, { request, contentId }: BatchOperation): Promise<ItemAnswer> {
  const interruption = run.observer.before(request);
  const instead = interruption === null ? null : await interruption;
  const response = instead ?? answerOperation(run.environment, request);
  run.observer.after(request, response);
  return { status: response.status, part: httpPart(response, contentId, run.environment.runtime.uuid()) };
}

/** Runs all operations or none. A failure is answered with one part, with the Content-ID of the failing operation. */
async function runChangeSet(run: Run, operations: readonly BatchOperation[]): Promise<ItemAnswer> {
  const { environment, observer } = run;
  const instead = new Map<BatchOperation, ApiResponse>();
  for (const operation of operations) {
    const interruption = observer.before(operation.request);
    const answer = interruption === null ? null : await interruption;
    if (answer !== null) instead.set(operation, answer);
  }
  const outcome = runAtomically(environment, operations, instead);
  const { failure } = outcome;
  if (failure !== null) {
    observer.after(failure.operation.request, failure.response);
    const part = httpPart(failure.response, failure.operation.contentId, environment.runtime.uuid());
    return {
      status: failure.response.status,
      part: environment.changeSetFailure === 'bare' ? part : nested(environment, [part]),
    };
  }
  for (const { operation, response } of outcome.answers) observer.after(operation.request, response);
  const parts = outcome.answers.map(({ operation, response }) =>
    httpPart(response, operation.contentId, environment.runtime.uuid()),
  );
  return { status: 200, part: nested(environment, parts) };
}

function nested({ runtime }: Environment, parts: readonly string[]): string {
  return changeSetPart(parts, `changesetresponse_${runtime.uuid()}`);
}

interface Answered {
  readonly operation: BatchOperation;
  readonly response: ApiResponse;
}

/** Thrown out of the transaction to roll it back. */
class ChangeSetFailure extends Error {
  readonly answered: Answered;

  constructor(answered: Answered) {
    super('An operation of a change set failed');
    this.answered = answered;
  }
}

function runAtomically(
  environment: Environment,
  operations: readonly BatchOperation[],
  instead: ReadonlyMap<BatchOperation, ApiResponse>,
): { readonly answers: readonly Answered[]; readonly failure: Answered | null } {
  const answers: Answered[] = [];
  const urls = new Map<string, string>();
  try {
    environment.data.journal.atomically(() => {
      for (const operation of operations) {
        const response = instead.get(operation) ?? answerReferring(environment, operation, urls);
        answers.push({ operation, response });
        if (response.status >= 400) throw new ChangeSetFailure({ operation, response });
        const url = response.headers['OData-EntityId'];
        if (operation.contentId !== null && url !== undefined) urls.set(`$${operation.contentId}`, url);
      }
    });
    return { answers, failure: null };
  } catch (cause) {
    if (cause instanceof ChangeSetFailure) return { answers, failure: cause.answered };
    throw cause;
  }
}

/** `$1` is the URL that the operation with Content-ID 1 of this change set produced. */
function answerReferring(
  environment: Environment,
  { request }: BatchOperation,
  urls: ReadonlyMap<string, string>,
): ApiResponse {
  const resolve: ResolveReference = (reference) => {
    if (!reference.startsWith('$')) return reference;
    const url = urls.get(reference);
    if (url === undefined) throw unknownReference(reference);
    return url;
  };
  const head = /^\$\w+/.exec(request.target)?.[0];
  if (head === undefined) return answerOperation(environment, request, resolve);
  const url = urls.get(head);
  if (url === undefined) return errorResponse(unknownReference(head), request);
  const path = url.slice(url.indexOf(apiPath));
  const target = `${path}${request.target.slice(head.length)}`;
  return answerOperation(environment, { ...request, target }, resolve);
}
