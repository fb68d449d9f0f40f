import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HostSite = AsyncDisposable & {
  /** An origin of its own: another port is another site's page for a browser. */
  origin: string;
  /** Puts something at a path; a page as `text/html`, with whatever policy it is to have. */
  put: (path: string, answer: SiteAnswer) => void;
  /** Answers whatever is sent by POST, as a host does that knows who is signed in. */
  giveToken: (next: () => Promise<string>) => void;
};

type SiteAnswer = { type: 'text/html' | 'text/javascript'; body: string; policy?: string };

/** A site of somebody else, with pages that a test writes. */
export async function startHostSite(): Promise<HostSite> {
  const answers = new Map<string, SiteAnswer>();
  let nextToken = async (): Promise<string> => await Promise.reject(new Error('nobody is signed in'));
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (request.method === 'POST') {
      nextToken().then(
        (token) => response.end(token),
        () => response.writeHead(401).end(),
      );
      return;
    }
    const answer = answers.get(path);
    response.writeHead(answer ? 200 : 404, {
      ...(answer && { 'content-type': `${answer.type}; charset=utf-8` }),
      ...(answer?.policy !== undefined && { 'content-security-policy': answer.policy }),
    });
    response.end(answer?.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (path, answer) => answers.set(path, answer),
    giveToken: (next) => {
      nextToken = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
