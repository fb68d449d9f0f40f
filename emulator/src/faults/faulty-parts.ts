import type { PartObserver } from '../dataverse/batch/execute-batch.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import type { LoggedOperation, LoggedRequest, RequestLog } from '../log/request-log.ts';
import type { Runtime } from '../runtime.ts';
import { ConnectionDropped } from './connection-dropped.ts';
import type { FaultAction } from './fault-rule.ts';
import type { FaultScript } from './fault-script.ts';
import { answerInstead } from './intervene.ts';

/** Logs the operations of a batch and applies faults to them. */
export class FaultyParts implements PartObserver {
  readonly #runtime: Runtime;
  readonly #faults: FaultScript;
  readonly #log: RequestLog;
  readonly #entry: LoggedRequest;
  readonly #batch: ApiRequest;
  readonly #logged = new Map<ApiRequest, LoggedOperation>();
  readonly #dropsAfter = new Set<ApiRequest>();

  constructor(
    parts: { readonly runtime: Runtime; readonly faults: FaultScript; readonly log: RequestLog },
    entry: LoggedRequest,
    batch: ApiRequest,
  ) {
    this.#runtime = parts.runtime;
    this.#faults = parts.faults;
    this.#log = parts.log;
    this.#entry = entry;
    this.#batch = batch;
  }

  before(request: ApiRequest): Promise<ApiResponse | null> | null {
    this.#logged.set(request, this.#log.beginPart(this.#entry, request));
    const intervention = this.#faults.onPart(this.#batch, request);
    if (intervention === null) return null;
    this.#entry.fault = intervention.rule;
    return this.#act(intervention.action, request);
  }

  after(request: ApiRequest, response: ApiResponse): void {
    const logged = this.#logged.get(request);
    if (logged !== undefined) logged.status = response.status;
    if (this.#dropsAfter.has(request)) throw new ConnectionDropped();
  }

  async #act(action: FaultAction, request: ApiRequest): Promise<ApiResponse | null> {
    if (action.type === 'delay') await this.#runtime.delay(action.delayMs);
    if (action.type === 'drop') {
      if (action.when === 'beforeCommit') throw new ConnectionDropped();
      this.#dropsAfter.add(request);
    }
    return answerInstead(action, request, this.#runtime);
  }
}
