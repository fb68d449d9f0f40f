import type { Item, Run } from '@goodfunds/shared';
import { displayedContactId } from '../store/contacts.ts';
import { countPending, type RunRecord } from '../store/run-state.ts';
import type { ItemRecord } from '../store/runs.ts';

/** A run as the API returns it. */
export function viewRun(run: RunRecord): Run {
  const { total, created, updated, unchanged, skipped, review, failed, warnings } = run;
  return {
    id: run.id,
    integrationId: run.integrationId,
    trigger: run.trigger,
    scope: run.scope,
    status: run.status,
    pause: run.pause,
    counts: {
      total,
      pending: countPending(run),
      created,
      updated,
      unchanged,
      skipped,
      review,
      failed,
      warnings,
    },
    createdAt: isoTime(run.createdAtMs),
    startedAt: isoTimeOrNull(run.startedAtMs),
    finishedAt: isoTimeOrNull(run.finishedAtMs),
    error: run.error,
    revision: run.revision,
  };
}

/** An item as the API returns it. */
export function viewItem(item: ItemRecord): Item {
  return {
    id: String(item.id),
    contactId: displayedContactId(item),
    email: item.email,
    outcome: item.outcome,
    reason: item.reason,
    crmContactId: item.crmContactId,
    candidates: item.details?.candidates ?? [],
    changedAttributes: item.details?.changedAttributes ?? [],
    keptAttributes: item.details?.keptAttributes ?? [],
    contradictions: item.contradictions ?? [],
    error: item.details?.error ?? null,
    warnings: item.details?.warnings ?? [],
    attempts: item.attempts,
    finishedAt: isoTimeOrNull(item.finishedAtMs),
  };
}

function isoTimeOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
