import { type App, createApp, type Settings } from '@goodfunds/server';
import { createProviders } from '@goodfunds/server/providers';
import type { RequestHandler, Response } from 'express';

export type RemovableService = {
  handler: RequestHandler;
  /** Drops all connections and stops the service; the returned function starts it again. */
  takeAway: () => Promise<() => Promise<void>>;
  stop: () => Promise<void>;
};

/** The service, which can be stopped and restarted as if its process were replaced. */
export async function startService(settings: Settings): Promise<RemovableService> {
  const open = new Set<Response>();
  const start = async (): Promise<App> => {
    const app = await createApp({ settings, providers: createProviders(settings) });
    app.start();
    return app;
  };
  let running: App | null = await start();
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
      return async () => {
        running = await start();
      };
    },
    stop,
  };
}
