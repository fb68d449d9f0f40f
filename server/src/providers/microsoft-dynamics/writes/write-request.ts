import { type ErrorCode, errorCategory, type Failure } from '@goodfunds/shared';
import type { IntegrationError } from '../../../crm/integration-error.ts';
import type { Plan } from '../contacts/plan-contact.ts';
import type { BatchAnswer, BatchRequest, PartAnswer } from '../web-api/dataverse-client.ts';
import { integrationErrorFrom, readFailure } from '../web-api/errors.ts';
import { contactPath } from '../web-api/odata.ts';

export type PlannedWrite = Exclude<Plan, { kind: 'SETTLED' }>;

export type WriteResult =
  | { kind: 'WRITTEN' }
  /** A row with the id to be created is there. `repeated`: it may be from a lost try of ours. */
  | { kind: 'EXISTS'; repeated: boolean }
  /** Whether the row to be created is there has to be looked up. `repeated`: it may be from a lost try of ours. */
  | { kind: 'IN_DOUBT'; repeated: boolean }
  /** The row is no longer as it was read. `repeated`: that may be our own doing. */
  | { kind: 'CHANGED_MEANWHILE'; repeated: boolean }
  | { kind: 'GONE' }
  | { kind: 'REFUSED'; failure: Failure }
  /** Not settled, for a reason that may be this contact or may be the moment. */
  | { kind: 'OPEN'; error: IntegrationError }
  /** Not settled, because nothing more can be written at all. */
  | { kind: 'STOP'; error: IntegrationError };

export type SettledResult = Exclude<WriteResult, { kind: 'OPEN' | 'STOP' }>;

/**
 * Create-only and update-only-as-read: repeated any number of times, neither makes a second row nor writes over
 * what somebody else wrote meanwhile.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api
 */
export function writeRequest(write: PlannedWrite): BatchRequest {
  switch (write.kind) {
    case 'CREATE':
      return {
        method: 'PATCH',
        path: contactPath(write.id),
        headers: { 'If-None-Match': '*' },
        body: write.values,
      };
    case 'UPDATE':
      return {
        method: 'PATCH',
        path: contactPath(write.row.id),
        headers: { 'If-Match': write.row.etag },
        body: write.values,
      };
  }
}

export function readWriteAnswer(write: PlannedWrite, answer: BatchAnswer): WriteResult {
  if (answer.kind === 'LOST') return unsettled(answer.error);
  if (answer.status >= 200 && answer.status < 300) return { kind: 'WRITTEN' };
  return metCondition(write, answer) ?? refusal(answer);
}

/** What a write is whose request failed as a whole. */
export function unsettled(error: IntegrationError): Extract<WriteResult, { kind: 'OPEN' | 'STOP' }> {
  const mayBeOneContact = SUSPICIOUS_CODES.has(error.code) || error.category === 'contact';
  return { kind: mayBeOneContact ? 'OPEN' : 'STOP', error };
}

/** A refused request (400, 403 of a firewall, 413), a server that broke over it, a connection that was cut. */
const SUSPICIOUS_CODES: ReadonlySet<ErrorCode> = new Set([
  'CRM_REFUSED',
  'UNAVAILABLE',
  'NETWORK',
  'TIMED_OUT',
  'ANSWER_MALFORMED',
  'ANSWER_TOO_LARGE',
]);

/** 412 has several meanings; the code tells them apart, and an empty one means the condition itself. */
function metCondition(write: PlannedWrite, answer: PartAnswer): WriteResult | null {
  const { crmCode } = readFailure(answer, 'WRITE');
  const isCondition = answer.status === 412 && CONDITION_CODES.has(crmCode);
  if (write.kind === 'CREATE') {
    return isCondition || crmCode === DUPLICATE_ID ? { kind: 'EXISTS', repeated: answer.repeated } : null;
  }
  if (isCondition) return { kind: 'CHANGED_MEANWHILE', repeated: answer.repeated };
  return answer.status === 404 || crmCode === NO_SUCH_ROW ? { kind: 'GONE' } : null;
}

function refusal(answer: PartAnswer): WriteResult {
  const { code, params } = readFailure(answer, 'WRITE');
  switch (errorCategory(code)) {
    case 'transient':
      return unsettled(integrationErrorFrom(answer, 'WRITE'));
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
