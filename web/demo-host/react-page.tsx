import { CrmSettings, type CrmSettingsProps } from '@goodfunds/crm-settings-panel';
import { createRoot } from 'react-dom/client';

/** Renders the built component with the page's own React, as a host that uses React does. */
export function showPanel(container: Element, props: CrmSettingsProps): void {
  createRoot(container).render(<CrmSettings {...props} />);
}
