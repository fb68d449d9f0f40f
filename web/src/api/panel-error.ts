import type { ErrorParams } from '@goodfunds/shared';
import { TRPCClientError } from '@trpc/client';
import { type PanelError, type PanelErrorCode, RESPONSIBLE } from '../i18n/responsible.ts';
import { NoTokenError } from './access-token.ts';

/** The panel failed to render. */
export class RenderingError extends Error {}

/** Reads the error of a request. One without a response of the server means that it was not reached. */
export function toPanelError(error: unknown): PanelError {
  if (error instanceof TRPCClientError && error.cause instanceof NoTokenError) return panelError('NO_TOKEN');
  if (error instanceof RenderingError) return panelError('PANEL_FAILED');
  const crm = crmOf(error);
  if (!crm) return panelError(hasResponse(error) ? 'INTERNAL' : 'API_UNREACHABLE');
  return {
    code: isKnown(crm['code']) ? crm['code'] : 'INTERNAL',
    params: isRecord(crm['params']) ? readParams(crm['params']) : {},
    requestId: typeof crm['requestId'] === 'string' ? crm['requestId'] : null,
    retryAfterMs: typeof crm['retryAfterMs'] === 'number' ? crm['retryAfterMs'] : null,
  };
}

function panelError(code: PanelErrorCode): PanelError {
  return { code, params: {}, requestId: null, retryAfterMs: null };
}

/** The wait before an automatic retry, in milliseconds; `null` if a person has to see the error instead. */
export function retryDelayOf(error: unknown, failures: number): number | null {
  const { code, retryAfterMs } = toPanelError(error);
  if (!TRANSIENT.has(code) || failures >= MAX_RETRIES) return null;
  if (retryAfterMs !== null && retryAfterMs > MAX_UNSEEN_WAIT_MS) return null;
  return Math.max(retryAfterMs ?? 0, 1_000 * 2 ** failures);
}

const TRANSIENT = new Set<PanelErrorCode>(['API_UNREACHABLE', 'TOO_MANY_REQUESTS', 'TOKEN_KEYS_UNAVAILABLE']);
const MAX_RETRIES = 2;
/** For longer waits the error is shown, with the time that is left. */
const MAX_UNSEEN_WAIT_MS = 5_000;

function crmOf(error: unknown): Record<string, unknown> | null {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  return isRecord(data) && isRecord(data['crm']) ? data['crm'] : null;
}

function hasResponse(error: unknown): boolean {
  return error instanceof TRPCClientError && error.shape !== undefined && error.shape !== null;
}

function readParams(value: Record<string, unknown>): ErrorParams {
  return Object.fromEntries(Object.entries(value).flatMap(([name, entry]) => readParam(name, entry)));
}

function readParam(name: string, value: unknown): [string, ErrorParams[string]][] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [[name, value]];
  return Array.isArray(value) ? [[name, value.map(String)]] : [];
}

function isKnown(code: unknown): code is PanelErrorCode {
  return typeof code === 'string' && Object.hasOwn(RESPONSIBLE, code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
