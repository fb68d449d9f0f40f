import type { PanelErrorCode, Responsible } from '../responsible.ts';
import type { Words } from '../words.ts';
import { callErrorsEn } from './call-errors.ts';
import { connectionErrorsEn } from './connection-errors.ts';
import { contactErrorsEn } from './contact-errors.ts';

export const responsibleEn: Record<Responsible, string> = {
  YOU: 'You can do this yourself.',
  ENTRA_ADMIN: 'Whoever manages Microsoft Entra ID in your organisation does this.',
  CRM_ADMIN: 'Whoever manages the CRM in your organisation does this.',
  GOODFUNDS: 'GoodFunds support does this.',
  NOBODY: 'Nothing for you to do.',
};

export const errorsEn: Record<PanelErrorCode | 'OTHER', Words> = {
  ...callErrorsEn,
  ...contactErrorsEn,
  ...connectionErrorsEn,
};
