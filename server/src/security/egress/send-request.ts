import type { Dispatcher } from 'undici';

import { EgressError, type EgressFailure, type EgressRequest, type EgressResponse } from './egress.ts';
import { BodyTooLargeError, decodeBody } from './response-body.ts';

/**
 * Sends one request and reads its whole response, within its time and size limits. Redirects are returned, not
 * followed. Rejects with `EgressError`; `mayHaveArrived` is true from the moment an open connection takes the request.
 */
export async function sendRequest(dispatcher: Dispatcher, request: EgressRequest): Promise<EgressResponse> {
  const received = await receive(dispatcher, request);
  try {
    const body = await decodeBody(
      received.bytes,
      received.headers['content-encoding'],
      request.maxAnswerBytes,
    );
    const { status, headers } = received;
    return { status, headers, body: isPlainError(status, headers) ? body.slice(0, MAX_ERROR_LENGTH) : body };
  } catch (cause) {
    const failure = cause instanceof BodyTooLargeError ? 'ANSWER_TOO_LARGE' : 'NETWORK';
    throw new EgressError(failure, { mayHaveArrived: true, cause });
  }
}

/** Characters of an error body that are read. Dataverse's errors with a trace have some thousands. */
export const MAX_ERROR_LENGTH = 64 * 1024;

/** A multipart body has results, whatever its status is. */
function isPlainError(status: number, headers: Readonly<Record<string, string>>): boolean {
  return status >= 400 && !/^\s*multipart\//i.test(headers['content-type'] ?? '');
}

type Received = { status: number; headers: Record<string, string>; bytes: Buffer };

function receive(dispatcher: Dispatcher, request: EgressRequest): Promise<Received> {
  return new Promise((resolve, reject) => {
    let stopped = false;
    let sent: Dispatcher.DispatchController | null = null;
    let status = 0;
    let headers: Record<string, string> = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const release = (): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    };
    const fail = (failure: EgressFailure, cause?: unknown): void => {
      if (stopped) return;
      stopped = true;
      release();
      const error = new EgressError(failure, { mayHaveArrived: sent !== null, cause });
      reject(error);
      sent?.abort(error);
    };
    const onAbort = (): void => fail('ABORTED', request.signal?.reason);
    const timer = setTimeout(() => fail('TIMED_OUT'), request.timeoutMs);
    request.signal?.addEventListener('abort', onAbort, { once: true });
    if (request.signal?.aborted) {
      onAbort();
      return;
    }

    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: { 'accept-encoding': 'gzip', ...request.headers },
        body: request.body ?? null,
      },
      {
        onRequestStart: (controller) => {
          // Aborted while it waited for a connection.
          if (stopped) controller.abort(new Error('aborted before it was sent'));
          else sent = controller;
        },
        onResponseStart: (_controller, statusCode, rawHeaders) => {
          status = statusCode;
          headers = singleValued(rawHeaders);
          if (Number(headers['content-length']) > request.maxAnswerBytes) fail('ANSWER_TOO_LARGE');
        },
        onResponseData: (_controller, chunk) => {
          size += chunk.length;
          if (size > request.maxAnswerBytes) fail('ANSWER_TOO_LARGE');
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          release();
          resolve({ status, headers, bytes: Buffer.concat(chunks) });
        },
        onResponseError: (_controller, error) => fail(classify(error), error),
      },
    );
  });
}

function singleValued(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function classify(error: Error): EgressFailure {
  if (error instanceof EgressError) return error.failure;
  return 'code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT' ? 'TIMED_OUT' : 'NETWORK';
}
