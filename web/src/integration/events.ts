import type { Integration, ProviderStatus, Run } from '@goodfunds/shared';
import { createContext, use } from 'react';
import type { PanelErrorCode } from '../i18n/responsible.ts';

/** What the panel tells its host, by name of the event: no credential, and nothing of a contact, is ever part of it. */
export type CrmSettingsEvents = {
  /** The panel has read what is set up and can be used. */
  ready: { integrations: number };
  /** Settings were stored; `integration` is `null` when it was removed. */
  saved: { integrationId: string; integration: IntegrationSummary | null };
  /** A test of the connection ended; `integrationId` is `null` before the credentials were ever stored. */
  tested: TestSummary & { integrationId: string | null };
  /** A run ended that was open on the screen. */
  'run-finished': { run: RunSummary };
  /** A request failed, for good or until somebody tries again. The panel says so itself. */
  error: { code: PanelErrorCode; requestId: string | null };
};

export type IntegrationSummary = Pick<
  Integration,
  'id' | 'provider' | 'name' | 'enabled' | 'strategy' | 'version'
>;

export type TestSummary = {
  status: ProviderStatus['status'];
  /** The check that failed, by its id, and why. */
  failed: { check: string; code: PanelErrorCode | null } | null;
};

/** Of `counts` the sum without `pending` and `total` is the contacts that have their outcome. Times are ISO. */
export type RunSummary = Pick<
  Run,
  | 'id'
  | 'integrationId'
  | 'trigger'
  | 'scope'
  | 'status'
  | 'counts'
  | 'createdAt'
  | 'startedAt'
  | 'finishedAt'
>;

export type CrmSettingsEventName = keyof CrmSettingsEvents;

/** One event as `onEvent` of the React component gets it. */
export type CrmSettingsEvent = {
  [Name in CrmSettingsEventName]: { type: Name; detail: CrmSettingsEvents[Name] };
}[CrmSettingsEventName];

/** Named one by one, so that a new property of an integration stays inside until somebody lets it out. */
export function summarizeIntegration(integration: Integration): IntegrationSummary {
  const { id, provider, name, enabled, strategy, version } = integration;
  return { id, provider, name, enabled, strategy, version };
}

export function summarizeTest({ status, checks }: ProviderStatus): TestSummary {
  const failed = checks.find((check) => check.status === 'FAILED');
  return { status, failed: failed ? { check: failed.id, code: failed.code } : null };
}

export function summarizeRun(run: Run): RunSummary {
  const { id, integrationId, trigger, scope, status, counts, createdAt, startedAt, finishedAt } = run;
  return { id, integrationId, trigger, scope, status, counts, createdAt, startedAt, finishedAt };
}

/** Reports an event to the host. */
export type Emit = (event: CrmSettingsEvent) => void;

export const EmitContext = createContext<Emit>(() => undefined);

export function useEmit(): Emit {
  return use(EmitContext);
}
