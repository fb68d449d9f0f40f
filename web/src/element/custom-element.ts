import { CrmSettingsElement } from './crm-settings-element.ts';

declare global {
  interface HTMLElementTagNameMap {
    'gf-crm-settings': CrmSettingsElement;
  }
}

// Two copies of the script on one page are one panel.
if (!customElements.get('gf-crm-settings')) customElements.define('gf-crm-settings', CrmSettingsElement);
