import { fetchToken, readChoices, showValues } from './host.js';

/** Either custom element, the panel itself or the frame around it: one script and one tag, and a host treats both alike. */
const { account, locale, theme, accent } = readChoices();
const panel = document.createElement(
  location.pathname === '/frame' ? 'gf-crm-settings-frame' : 'gf-crm-settings',
);
panel.setAttribute('api-url', location.origin);
panel.setAttribute('locale', locale);
panel.setAttribute('theme', theme);
panel.getToken = () => fetchToken(account);
panel.appearance = { variables: { page: 'transparent', accent } };
document.getElementById('panel').append(panel);
if (account === '2') await showValues();
