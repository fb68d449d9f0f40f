import { CrmSettingsElement } from './crm-settings-element.ts';

declare global {
  interface HTMLElementTagNameMap {
    'gf-crm-settings': CrmSettingsElement;
  }
}

// A page may load the script twice.
if (!customElements.get('gf-crm-settings')) customElements.define('gf-crm-settings', CrmSettingsElement);
