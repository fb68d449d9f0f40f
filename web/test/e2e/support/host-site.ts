import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HostSite = AsyncDisposable & {
  origin: string;
  put: (path: string, answer: SiteAnswer) => void;
  /** Answers `POST /crm-token`, as a host does for its signed-in user. */
  giveToken: (next: () => Promise<string>) => void;
  /** How often a token was asked for since the last reset. */
  tokensGiven: () => number;
  /** Removes what was put. */
  reset: () => void;
};

type SiteAnswer = {
  type: 'text/html' | 'text/javascript' | 'text/css';
  body: string;
  policy?: string;
};

/** A web site whose pages a test writes; everything else goes to `otherwise`, or is not found. */
export async function startHostSite(otherwise: RequestListener = notFound): Promise<HostSite> {
  const answers = new Map<string, SiteAnswer>();
  let nextToken: (() => Promise<string>) | null = null;
  let given = 0;
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    const answer = answers.get(path);
    if (request.method === 'POST' && path === '/crm-token') void sendToken(response);
    else if (request.method === 'GET' && answer) send(response, answer);
    else otherwise(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function sendToken(response: ServerResponse): Promise<void> {
    given += 1;
    const token = await nextToken?.().catch(() => null);
    if (token) response.end(token);
    else response.writeHead(401).end();
  }

  return {
    // Another port is another origin, and so another site for a browser.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (path, answer) => answers.set(path, answer),
    giveToken: (next) => {
      nextToken = next;
    },
    tokensGiven: () => given,
    reset: () => {
      answers.clear();
      nextToken = null;
      given = 0;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, { type, body, policy }: SiteAnswer): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    ...(policy !== undefined && { 'content-security-policy': policy }),
  });
  response.end(body);
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404).end();
}
