import { fetchToken, readChoices, showValues } from './host.js';

/** The custom element: one script and one tag. */
const { account, locale, theme, accent } = readChoices();
const panel = document.createElement('gf-crm-settings');
panel.setAttribute('api-url', location.origin);
panel.setAttribute('locale', locale);
panel.setAttribute('theme', theme);
panel.getToken = () => fetchToken(account);
panel.appearance = { variables: { page: 'transparent', accent } };
document.getElementById('panel').append(panel);
if (account === '2') await showValues();
