import { showPanel } from './built/react-page.es.js';
import { fetchToken, readChoices, showValues } from './host.js';

/** The React component, built into a page that has a React of its own. */
const container = document.getElementById('panel');
const { account, locale, theme, accent } = readChoices();
showPanel(container, {
  apiUrl: location.origin,
  getToken: () => fetchToken(account),
  locale,
  appearance: { theme, variables: { page: 'transparent', accent } },
  // The element dispatches its events itself; here the host does with them what it likes.
  onEvent: ({ type, detail }) => container.dispatchEvent(new CustomEvent(type, { detail })),
});
if (account === '2') await showValues();
