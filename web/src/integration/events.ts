import type { Integration, ProviderStatus, Run } from '@goodfunds/shared';
import { createContext, use } from 'react';
import type { PanelErrorCode } from '../i18n/responsible.ts';

/** The panel's events by name. They contain no credentials and no contact data. */
export type CrmSettingsEvents = {
  /** The panel is loaded and can be used. */
  ready: { integrations: number };
  /** Settings were stored; `integration` is `null` when it was removed. */
  saved: { integrationId: string; integration: IntegrationSummary | null };
  /** A connection test ended; `integrationId` is `null` before the credentials are stored. */
  tested: TestSummary & { integrationId: string | null };
  /** A visible run ended. */
  'run-finished': { run: RunSummary };
  /** A request or the rendering failed. The panel also shows a message. */
  error: { code: PanelErrorCode; requestId: string | null };
};

export type IntegrationSummary = ReturnType<typeof summarizeIntegration>;

export type TestSummary = {
  status: ProviderStatus['status'];
  /** The failed check and its code. */
  failed: { check: string; code: PanelErrorCode | null } | null;
};

/** `counts` without `pending` and `total` add up to the processed contacts. Times are ISO. */
export type RunSummary = ReturnType<typeof summarizeRun>;

export type CrmSettingsEventName = keyof CrmSettingsEvents;

/** An event as passed to `onEvent` of the React component. */
export type CrmSettingsEvent = {
  [Name in CrmSettingsEventName]: { type: Name; detail: CrmSettingsEvents[Name] };
}[CrmSettingsEventName];

/** Lists the properties explicitly, so that new ones of an integration are not exposed. */
export function summarizeIntegration(integration: Integration) {
  const { id, provider, name, enabled, strategy, version } = integration;
  return { id, provider, name, enabled, strategy, version };
}

export function summarizeTest({ status, checks }: ProviderStatus): TestSummary {
  const failed = checks.find((check) => check.status === 'FAILED');
  return { status, failed: failed ? { check: failed.id, code: failed.code } : null };
}

export function summarizeRun(run: Run) {
  const { id, integrationId, trigger, scope, status, counts, createdAt, startedAt, finishedAt } = run;
  return { id, integrationId, trigger, scope, status, counts, createdAt, startedAt, finishedAt };
}

/** Reports an event to the host. */
export type Emit = (event: CrmSettingsEvent) => void;

export const EmitContext = createContext<Emit>(() => undefined);

export function useEmit(): Emit {
  return use(EmitContext);
}
