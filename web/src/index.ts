export type {
  Appearance,
  AppearanceVariable,
  AppearanceVariables,
  Theme,
} from './app/appearance/appearance.ts';
export { CrmSettings, type CrmSettingsProps } from './crm-settings.tsx';
export type { TextKey, TextOverrides } from './i18n/text-overrides.ts';
export type {
  CrmSettingsEvent,
  CrmSettingsEventName,
  CrmSettingsEvents,
  IntegrationSummary,
  RunSummary,
  TestSummary,
} from './integration/events.ts';
