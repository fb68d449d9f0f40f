import type { Handler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

/** For data: it loads nothing, and no page can frame it. */
export function apiHeaders(): Handler {
  return helmet(NO_DOCUMENT);
}

/** For the panel's scripts, which pages of other origins load. */
export function panelHeaders(): Handler {
  return helmet({ ...NO_DOCUMENT, crossOriginResourcePolicy: { policy: 'cross-origin' } });
}

const NO_DOCUMENT = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
} satisfies HelmetOptions;
