import type { ApiRequest } from '../http/exchange.ts';
import type { RequestKind } from './request-kind.ts';
import { requestKind } from './request-kind.ts';

export interface LoggedOperation {
  readonly kind: RequestKind;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Null while it runs, if it was dropped without an answer, and if it was rolled back. */
  status: number | null;
}

export interface LoggedRequest extends LoggedOperation {
  readonly number: number;
  readonly receivedAt: string;
  /** Null while it runs. */
  durationMs: number | null;
  /** Name of the fault rule that acted on it. */
  fault: string | null;
  /** The operations of a `$batch` that ran, in order. */
  readonly parts: LoggedOperation[];
}

type KindCounts = Readonly<Record<RequestKind, number>>;

export interface LogCounts {
  /** HTTP requests; a `$batch` is one. */
  readonly requests: KindCounts;
  /** Operations inside batches. */
  readonly parts: KindCounts;
}

const mostEntries = 500_000;

/** All requests except those to the control API. Keeps about half a million operations. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #size = 0;
  #number = 0;
  #requests = noneOfAnyKind();
  #parts = noneOfAnyKind();

  begin(request: ApiRequest, receivedAt: string): LoggedRequest {
    const { method, target } = request;
    const kind = requestKind(method, target);
    this.#number += 1;
    this.#requests[kind] += 1;
    const entry: LoggedRequest = {
      number: this.#number,
      receivedAt,
      kind,
      method,
      url: target,
      status: null,
      durationMs: null,
      fault: null,
      parts: [],
    };
    this.#entries.push(entry);
    this.#grow();
    return entry;
  }

  beginPart(entry: LoggedRequest, request: ApiRequest): LoggedOperation {
    const { method, target } = request;
    const part: LoggedOperation = { kind: requestKind(method, target), method, url: target, status: null };
    this.#parts[part.kind] += 1;
    entry.parts.push(part);
    this.#grow();
    return part;
  }

  entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  counts(): LogCounts {
    return { requests: { ...this.#requests }, parts: { ...this.#parts } };
  }

  clear(): void {
    this.#entries = [];
    this.#size = 0;
    this.#requests = noneOfAnyKind();
    this.#parts = noneOfAnyKind();
  }

  #grow(): void {
    this.#size += 1;
    if (this.#size <= mostEntries) return;
    const kept = this.#entries.slice(Math.ceil(this.#entries.length / 2));
    this.#entries = kept;
    this.#size = kept.reduce((sum, entry) => sum + 1 + entry.parts.length, 0);
  }
}

function noneOfAnyKind(): Record<RequestKind, number> {
  return { token: 0, whoami: 0, metadata: 0, find: 0, batch: 0, write: 0, other: 0 };
}
