import cors from 'cors';
import express, { type Handler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

/** The built panel at fixed URLs, which browsers revalidate by ETag, so that an update reaches every page. */
export function panelFiles(folder: string): Handler[] {
  return [
    // Pages of other origins load the scripts of the panel.
    helmet({ ...NO_DOCUMENT, crossOriginResourcePolicy: { policy: 'cross-origin' } }),
    // The files are public, and browsers fetch module scripts with CORS.
    cors({ origin: '*', methods: ['GET'] }),
    express.static(folder, { cacheControl: true, maxAge: 0, dotfiles: 'ignore' }),
  ];
}

/** For responses that are data: they load nothing and cannot be framed. */
export function apiHeaders(): Handler {
  return helmet(NO_DOCUMENT);
}

const NO_DOCUMENT = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
} satisfies HelmetOptions;
