import type { HostSite } from './host-site.ts';

const PANEL_SCRIPT = '/panel/goodfunds-crm-settings.es.js';

type HostPage = {
  /** The origin of the service; the site's own where it is left out. */
  service?: string;
  /** Attributes of the html element. */
  attributes?: string;
  body: string;
  /** A script of the host besides the one that gives tokens. */
  script?: string;
  /** `false` for a host that loads the panel itself. */
  loadsPanel?: boolean;
};

/** Puts a page with the panel on a site, under the strictest policy that lets both work. */
export function putHostPage(
  site: HostSite,
  { service = '', attributes = 'lang="en"', body, script = '', loadsPanel = true }: HostPage,
): void {
  const panelScript = loadsPanel ? `<script type="module" src="${service}${PANEL_SCRIPT}"></script>` : '';
  site.put('/', {
    type: 'text/html',
    policy: `default-src 'none'; script-src 'self' ${service}; connect-src 'self' ${service}; style-src 'self'; img-src data:`,
    body: `<!doctype html>
<html ${attributes}>
<head>
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Host</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/host.css">
<script src="/host.js" defer></script>
${panelScript}
</head>
<body>${body}</body>
</html>`,
  });
  site.put('/host.css', { type: 'text/css', body: HOST_STYLE });
  site.put('/host.js', { type: 'text/javascript', body: `${GIVE_TOKENS}${RECORD_EVENTS}${script}` });
}

const HOST_STYLE = `
  body { margin: 0; }
  main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  :root[data-theme='dark'] { color-scheme: dark; background: #14181f; }
`;

/** Gives every panel of the page its tokens. */
const GIVE_TOKENS = `
  const getToken = async () => {
    const answer = await fetch('/crm-token', { method: 'POST' });
    if (!answer.ok) throw new Error('signed out');
    return await answer.text();
  };
  for (const panel of document.querySelectorAll('gf-crm-settings')) panel.getToken = getToken;
`;

/** Notes the events of the panel, by name, as an attribute of the body. They do not bubble, but can be captured. */
export const RECORD_EVENTS = `
  const events = [];
  for (const name of ['ready', 'saved', 'tested', 'run-finished', 'error']) {
    document.addEventListener(name, (event) => {
      if (!(event instanceof CustomEvent)) return;
      events.push(event.type);
      document.body.dataset.events = events.join(' ');
    }, { capture: true });
  }
`;
