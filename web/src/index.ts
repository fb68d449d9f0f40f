export { CrmSettings, type CrmSettingsProps, type Theme } from './crm-settings.tsx';
export { CrmSettingsElement } from './crm-settings-element.ts';
export type { CrmSettingsEvent, CrmSettingsEventName, CrmSettingsEvents } from './panel/events.ts';
