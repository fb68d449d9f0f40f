import type { Handler } from 'express';
import helmet from 'helmet';

/** For answers that are data: nothing may be loaded by them, and nobody may frame them. */
export function apiHeaders(): Handler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
  });
}

/**
 * For the panel: its script may be loaded into the pages of others, and its page framed by the allowed origins.
 * Older frame headers know no list of origins, so the policy alone says who may.
 */
export function panelHeaders(allowedOrigins: readonly string[]): Handler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'self'", ...allowedOrigins],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
    xFrameOptions: false,
  });
}
