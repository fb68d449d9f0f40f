import { type CrmValue, type ErrorCode, errorCategory, type Failure } from '@goodfunds/shared';
import type { IntegrationError } from '../../../crm/integration-error.ts';
import type { BatchAnswer, PartAnswer } from '../web-api/batch.ts';
import { integrationErrorFrom, readFailure } from '../web-api/errors.ts';
import type { BatchRequest } from '../web-api/multipart.ts';
import { contactPath } from '../web-api/odata.ts';

export type Values = Readonly<Record<string, CrmValue>>;

export type PlannedWrite =
  | { kind: 'CREATE'; id: string; values: Values }
  /** `etag` is the version that was read; a row that changed since then is not overwritten. */
  | { kind: 'UPDATE'; id: string; etag: string; values: Values };

/** A write, and what is known about earlier writes for the same contact. */
export type WriteItem = { write: PlannedWrite; job: { earlierAttempt: EarlierAttempt | null } };

/** What an earlier request of the same call may have done; its result is unknown. */
export type EarlierAttempt = { crmContactId: string; created: boolean; attributes: readonly string[] };

export type WriteResult =
  | { kind: 'WRITTEN' }
  /** A row with this id already exists. */
  | { kind: 'EXISTS' }
  /** It is unknown whether the row was created; it must be looked up. */
  | { kind: 'IN_DOUBT' }
  /** The row has changed since it was read. */
  | { kind: 'CHANGED_MEANWHILE' }
  | { kind: 'GONE' }
  | { kind: 'REFUSED'; failure: Failure };

/** `OPEN`: this contact may be the cause. `STOP`: the failure stops all writes. */
export type WriteFailure =
  | { kind: 'OPEN'; error: IntegrationError }
  | { kind: 'STOP'; error: IntegrationError };

/**
 * Creates a new row with the given id only, which is refused if there is one, or updates only the version that was read. Repeating it neither creates a second row nor
 * overwrites a later change.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api
 */
export function writeRequest(write: PlannedWrite): BatchRequest {
  if (write.kind === 'CREATE') {
    return { method: 'POST', path: 'contacts', body: { contactid: write.id, ...write.values } };
  }
  const headers = { 'If-Match': write.etag };
  return { method: 'PATCH', path: contactPath(write.id), headers, body: write.values };
}

export function readWriteAnswer(write: PlannedWrite, answer: BatchAnswer): WriteResult | WriteFailure {
  if (answer.kind === 'LOST') return writeFailure(answer.error);
  if (answer.status >= 200 && answer.status < 300) return { kind: 'WRITTEN' };
  return unmetCondition(write, answer) ?? refusal(answer);
}

export function writeFailure(error: IntegrationError): WriteFailure {
  const canBeOneContact = AMBIGUOUS_CODES.has(error.code) || error.category === 'contact';
  return { kind: canBeOneContact ? 'OPEN' : 'STOP', error };
}

/** Remembers that this write may have been carried out. */
export function noteAttempt({ write, job }: WriteItem): void {
  const before = job.earlierAttempt?.crmContactId === write.id ? job.earlierAttempt : null;
  job.earlierAttempt = {
    crmContactId: write.id,
    created: write.kind === 'CREATE' || (before?.created ?? false),
    attributes: [...new Set([...(before?.attributes ?? []), ...Object.keys(write.values)])],
  };
}

/** One contact can cause these: a refused request (400, 403 of a firewall, 413), a server error, a lost connection. */
const AMBIGUOUS_CODES: ReadonlySet<ErrorCode> = new Set([
  'CRM_REFUSED',
  'UNAVAILABLE',
  'NETWORK',
  'TIMED_OUT',
  'ANSWER_MALFORMED',
  'ANSWER_TOO_LARGE',
]);

/** 412 has several meanings; the code distinguishes them, and an empty code means an unmet condition. */
function unmetCondition(write: PlannedWrite, answer: PartAnswer): WriteResult | null {
  const { crmCode } = readFailure(answer, 'WRITE');
  const isCondition = answer.status === 412 && CONDITION_CODES.has(crmCode);
  if (write.kind === 'CREATE') return isCondition || crmCode === DUPLICATE_ID ? { kind: 'EXISTS' } : null;
  if (isCondition) return { kind: 'CHANGED_MEANWHILE' };
  return answer.status === 404 || crmCode === NO_SUCH_ROW ? { kind: 'GONE' } : null;
}

function refusal(answer: PartAnswer): WriteResult | WriteFailure {
  const { code, params } = readFailure(answer, 'WRITE');
  switch (errorCategory(code)) {
    case 'transient':
      return writeFailure(integrationErrorFrom(answer, 'WRITE'));
    case 'connection':
    case 'mapping':
    case 'request':
      return { kind: 'STOP', error: integrationErrorFrom(answer, 'WRITE') };
    case 'contact':
      return { kind: 'REFUSED', failure: { code, params } };
  }
}

export const DUPLICATE_ID = '0x80040237';
export const NO_SUCH_ROW = '0x80040217';
const CONDITION_CODES: ReadonlySet<string> = new Set(['', '0x0', DUPLICATE_ID, '0x80060882']);
