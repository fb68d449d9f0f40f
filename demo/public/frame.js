import { fetchToken, readChoices, showValues } from './host.js';

/** The frame: the page stays apart from the panel, and only messages pass between them. */
const { account, locale, theme, accent } = readChoices();
const panel = document.createElement('gf-crm-settings-frame');
panel.setAttribute('api-url', location.origin);
panel.setAttribute('locale', locale);
panel.setAttribute('theme', theme);
panel.getToken = () => fetchToken(account);
panel.appearance = { variables: { page: 'transparent', accent } };
document.getElementById('panel').append(panel);
if (account === '2') await showValues();
