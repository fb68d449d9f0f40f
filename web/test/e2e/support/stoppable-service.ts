import type { RequestListener, ServerResponse } from 'node:http';
import { type App, createApp, type Settings } from '@goodfunds/server';
import { createProviders } from '@goodfunds/server/providers';

export type StoppableService = {
  handler: RequestListener;
  /** Breaks off every connection and stops; nothing is answered until the returned function is called. */
  interrupt: () => Promise<() => Promise<void>>;
  stop: () => Promise<void>;
};

/** The service on its database, which can stop and start again as it does when its process is replaced. */
export async function startService(settings: Settings): Promise<StoppableService> {
  const open = new Set<ServerResponse>();
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
    interrupt: async () => {
      for (const response of open) response.socket?.destroy();
      await stop();
      return async () => {
        running = await start();
      };
    },
    stop,
  };
}
