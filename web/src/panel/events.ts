import type { Integration, ProviderStatus, Run } from '@goodfunds/shared';
import type { PanelErrorCode } from '../i18n/responsible.ts';

/** What the panel tells its host, by name of the event. No value of a credential is ever part of it. */
export type CrmSettingsEvents = {
  /** The panel has read what is set up and can be used. */
  ready: { integrations: number };
  /** Settings were stored; `integration` is `null` when it was removed. */
  saved: { integrationId: string; integration: Integration | null };
  tested: { integrationId: string | null; status: ProviderStatus };
  'run-finished': { run: Run };
  /** A request failed. After UNAUTHORIZED the host hands in a fresh token. */
  error: { code: PanelErrorCode; requestId: string | null };
};

export type CrmSettingsEventName = keyof CrmSettingsEvents;

/** One event as `onEvent` of the React component gets it. */
export type CrmSettingsEvent = {
  [Name in CrmSettingsEventName]: { type: Name; detail: CrmSettingsEvents[Name] };
}[CrmSettingsEventName];
