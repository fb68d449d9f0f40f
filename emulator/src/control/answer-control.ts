import { z } from 'zod';
import { DataverseError } from '../dataverse/errors.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { jsonResponse, pathOf, queryOf } from '../http/exchange.ts';
import type { Outcome } from '../http/outcome.ts';
import { answer } from '../http/outcome.ts';
import { AlternateKeyViolation } from '../store/contact-table.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';
import type { ControlRoute } from './routes.ts';
import { controlRoutes } from './routes.ts';

export const controlPath = '/_emulator';

/** Answers a request to the control API, with `{"error": "…"}` if it is not possible. */
export function answerControl(controls: Controls, request: ApiRequest): Outcome {
  try {
    return answered(controls, request);
  } catch (cause) {
    const refusal = refusalOf(cause);
    if (refusal === null) throw cause;
    return answer(jsonResponse(refusal.status, { error: refusal.message }));
  }
}

function answered(controls: Controls, request: ApiRequest): Outcome {
  const path = pathOf(request.target).slice(controlPath.length);
  const { route, id } = routeOf(request.method, path);
  const result = route.answer({
    controls,
    id,
    query: new URLSearchParams(queryOf(request.target)),
    body: bodyOf(request),
  });
  switch (result.type) {
    case 'json':
      return answer(jsonResponse(200, result.content));
    case 'done':
      return answer({ status: 204, headers: {}, body: '' });
    case 'rows':
      return { type: 'stream', contentType: 'application/x-ndjson', chunks: lines(result.rows) };
    default:
      return result satisfies never;
  }
}

function routeOf(method: string, path: string): { readonly route: ControlRoute; readonly id: string } {
  const atPath = controlRoutes.filter((route) => route.path.test(path));
  const route = atPath.find((each) => each.method === method);
  if (route !== undefined) return { route, id: route.path.exec(path)?.[1] ?? '' };
  if (atPath.length === 0) throw new ControlError(404, `The control API has nothing at ${path}.`);
  throw new ControlError(405, `${path} takes ${atPath.map((each) => each.method).join(', ')}.`);
}

/** A body must be declared as JSON, so that a web page needs a CORS preflight to send one. */
function bodyOf(request: ApiRequest): unknown {
  if (request.body === '') return {};
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ControlError(400, 'The body must be sent as application/json.');
  }
  try {
    return JSON.parse(request.body);
  } catch {
    throw new ControlError(400, 'The body is no valid JSON.');
  }
}

const linesAtOnce = 500;

function* lines(rows: Iterable<unknown>): Generator<string> {
  let chunk: string[] = [];
  for (const row of rows) {
    chunk.push(`${JSON.stringify(row)}\n`);
    if (chunk.length < linesAtOnce) continue;
    yield chunk.join('');
    chunk = [];
  }
  if (chunk.length > 0) yield chunk.join('');
}

function refusalOf(cause: unknown): { readonly status: number; readonly message: string } | null {
  if (cause instanceof ControlError) return { status: cause.status, message: cause.message };
  if (cause instanceof z.ZodError) return { status: 400, message: z.prettifyError(cause) };
  if (cause instanceof DataverseError) return { status: 400, message: cause.message };
  if (cause instanceof AlternateKeyViolation) return { status: 400, message: cause.message };
  return null;
}
