import { type App, createApp, type Settings } from '@goodfunds/server';
import { createProviders } from '@goodfunds/server/providers';
import type { RequestHandler, Response } from 'express';

export type RemovableService = {
  handler: RequestHandler;
  /** Breaks every connection off and stops; nobody is answered until the service is brought back by what it gives. */
  takeAway: () => Promise<() => void>;
  stop: () => Promise<void>;
};

/** The service on its port and database, which may vanish and come back as it does when its process is replaced. */
export function startService(settings: Settings): RemovableService {
  const open = new Set<Response>();
  const begin = (): App => {
    const app = createApp({ settings, providers: createProviders(settings) });
    app.start();
    return app;
  };
  let running: App | null = begin();
  const stop = async () => {
    const stopping = running;
    running = null;
    await stopping?.stop();
  };
  return {
    handler: (request, response) => {
      if (!running) {
        request.socket.destroy();
        return;
      }
      open.add(response);
      response.once('close', () => open.delete(response));
      running.handler(request, response);
    },
    takeAway: async () => {
      for (const response of open) response.socket?.destroy();
      await stop();
      return () => {
        running = begin();
      };
    },
    stop,
  };
}
