import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type Handler } from 'express';
import { z } from 'zod';
import { DEMO_ACCOUNTS, type DemoKeys } from './demo-keys.ts';

const PUBLIC_FOLDER = fileURLToPath(new URL('../public', import.meta.url));
/** The built React page. */
const BUILT_FOLDER = fileURLToPath(new URL('../dist', import.meta.url));

/** One page per form of the panel: the same host page with different scripts. */
const PAGES = [
  { path: '/', scripts: ['/panel/goodfunds-crm-settings.es.js', '/demo/element.js'] },
  { path: '/react', scripts: ['/demo/react.js'] },
];
const SCRIPTS_GO_HERE = '<!-- the scripts of one form of the panel -->';

const tokenRequestSchema = z.object({
  accountId: z.union([z.literal(DEMO_ACCOUNTS.ready), z.literal(DEMO_ACCOUNTS.fresh)]),
});

/** Empty at first, because the port is bound before the service starts. */
export function createSite(): Express {
  const site = express();
  site.disable('x-powered-by');
  return site;
}

/**
 * A GoodFunds page around the panel. It shows the emulator's credentials and issues tokens to anyone who opens it, so
 * it listens on loopback and is not part of the server.
 */
export function addDemoPage(
  site: Express,
  { keys, values }: { keys: DemoKeys; values: Readonly<Record<string, string>> },
): void {
  const host = readFileSync(join(PUBLIC_FOLDER, 'host.html'), 'utf8');
  for (const { path, scripts } of PAGES) {
    const tags = scripts.map((address) => `<script type="module" src="${address}"></script>`);
    site.get(path, strictPolicy, (_request, response) => {
      response.type('html').send(host.replace(SCRIPTS_GO_HERE, tags.join('\n    ')));
    });
  }
  site.use('/demo/built', express.static(BUILT_FOLDER));
  site.use('/demo', express.static(PUBLIC_FOLDER, { index: false }));
  site.post('/demo/token', express.json({ limit: '1kb' }), async (request, response) => {
    const parsed = tokenRequestSchema.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ error: 'accountId must be an account of the demo' });
      return;
    }
    response.set('cache-control', 'no-store').json({ token: await keys.signToken(parsed.data.accountId) });
  });
  site.get('/demo/values', (_request, response) => {
    response.set('cache-control', 'no-store').json(values);
  });
}

/** The strictest policy a host can have; the panel must work under it. */
const strictPolicy: Handler = (_request, response, next) => {
  response.set({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
  });
  next();
};
