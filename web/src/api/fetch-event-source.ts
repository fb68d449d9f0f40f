import { createParser } from 'eventsource-parser';

export type FetchEventSourceInit = {
  withCredentials?: boolean;
  /** Called before every connect, so that a renewed token is used. */
  headers: () => Promise<Record<string, string>>;
  /** Called on a 401, before one immediate retry with new headers. */
  onUnauthorized?: () => void;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * An EventSource that sends headers and POSTs the input, because neither token nor input belongs in a URL. It
 * reconnects with backoff after a lost connection, 429 and 5xx, not before `Retry-After`, and once after a 401. Any other
 * error closes it.
 */
export class FetchEventSource extends EventTarget {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState: number = this.CONNECTING;
  readonly #url: string;
  readonly #input: string | null;
  readonly #init: FetchEventSourceInit;
  readonly #abort = new AbortController();
  #lastEventId = '';
  #waitMs = FIRST_WAIT_MS;

  constructor(url: string, init: FetchEventSourceInit) {
    super();
    // tRPC builds the URL of a GET, with the input as its only parameter.
    const [address = '', query] = url.split('?');
    this.#url = address;
    this.#input = new URLSearchParams(query).get('input');
    this.#init = init;
    void this.#run();
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    while (this.readyState !== this.CLOSED) {
      const again = await this.#connect().catch(() => true);
      if (this.#isClosed()) return;
      this.readyState = again ? this.CONNECTING : this.CLOSED;
      this.dispatchEvent(new Event('error'));
      if (again) await this.#backOff();
    }
  }

  /** Reads one connection to its end. Returns whether to reconnect. */
  async #connect(): Promise<boolean> {
    const response = await this.#request();
    if (!response.ok || !response.body) {
      this.#waitMs = Math.max(this.#waitMs, readRetryAfter(response.headers));
      return response.status === 429 || response.status >= 500;
    }
    this.readyState = this.OPEN;
    this.dispatchEvent(new Event('open'));
    await this.#read(response.body);
    return true;
  }

  async #request(): Promise<Response> {
    const response = await this.#fetch();
    if (response.status !== 401 || !this.#init.onUnauthorized) return response;
    this.#init.onUnauthorized();
    return await this.#fetch();
  }

  async #fetch(): Promise<Response> {
    return await fetch(this.#url, {
      method: 'POST',
      headers: {
        ...(await this.#init.headers()),
        accept: 'text/event-stream',
        'content-type': 'application/json',
        ...(this.#lastEventId !== '' && { 'last-event-id': this.#lastEventId }),
      },
      body: this.#input ?? '{}',
      cache: 'no-store',
      signal: this.#abort.signal,
    });
  }

  async #read(body: ReadableStream<BufferSource>): Promise<void> {
    let retryMs = FIRST_WAIT_MS;
    const parser = createParser({
      onEvent: ({ event = 'message', data, id }) => {
        if (this.#isClosed()) return;
        this.#lastEventId = id || this.#lastEventId;
        this.#waitMs = retryMs;
        this.dispatchEvent(new MessageEvent(event, { data, lastEventId: this.#lastEventId }));
      },
      onRetry: (askedMs) => {
        retryMs = askedMs;
      },
    });
    for await (const text of readText(body)) {
      if (this.#isClosed()) return;
      parser.feed(text);
    }
  }

  #backOff(): Promise<void> {
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    const { signal } = this.#abort;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      signal.addEventListener('abort', done);
    });
  }

  /** A method, because control flow analysis cannot see that listeners close it. */
  #isClosed(): boolean {
    return this.#abort.signal.aborted;
  }
}

/** In milliseconds; 0 if the server names no number of seconds. */
function readRetryAfter(headers: Headers): number {
  return (Number(headers.get('retry-after')) || 0) * 1_000;
}

/** Safari cannot iterate over streams. */
async function* readText(body: ReadableStream<BufferSource>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
