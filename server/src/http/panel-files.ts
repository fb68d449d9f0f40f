import cors from 'cors';
import express, { type Handler } from 'express';
import { panelHeaders } from './security-headers.ts';

/**
 * The built panel at fixed addresses, `/panel/goodfunds-crm-settings.es.js` first of all. Browsers ask whether
 * theirs is still the newest (ETag), so that an update reaches every page that embeds it.
 */
export function panelFiles(folder: string): Handler[] {
  return [
    panelHeaders(),
    // Public code without any data; module scripts are fetched with CORS.
    cors({ origin: '*', methods: ['GET'] }),
    express.static(folder, { cacheControl: true, maxAge: 0, dotfiles: 'ignore' }),
  ];
}
