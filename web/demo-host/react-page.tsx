import { CrmSettings, type CrmSettingsProps } from '@goodfunds/crm-settings-panel';
import { createRoot } from 'react-dom/client';

/** Puts the component into a page, as a host does that is built with React: the built component, and its own React. */
export function showPanel(container: Element, props: CrmSettingsProps): void {
  createRoot(container).render(<CrmSettings {...props} />);
}
