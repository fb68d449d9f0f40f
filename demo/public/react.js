import { showPanel } from './built/react-page.es.js';
import { fetchToken, readChoices, showValues } from './host.js';

/** The React component, built into a page that has a React of its own. */
const { account, locale, theme, accent } = readChoices();
showPanel(document.getElementById('panel'), {
  apiUrl: location.origin,
  getToken: () => fetchToken(account),
  locale,
  appearance: { theme, variables: { page: 'transparent', accent } },
});
if (account === '2') await showValues();
