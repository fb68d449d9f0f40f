import type { Message } from '../message.ts';
import type { PanelErrorCode, Responsible } from '../responsible.ts';
import { callErrorsEn } from './call-errors.ts';
import { connectionErrorsEn } from './connection-errors.ts';
import { contactErrorsEn } from './contact-errors.ts';

export const responsibleEn: Record<Responsible, string> = {
  YOU: 'You can do this yourself.',
  ENTRA_ADMIN: 'Your Microsoft Entra ID administrator can do this.',
  CRM_ADMIN: 'Your CRM administrator can do this.',
  GOODFUNDS: 'GoodFunds support can do this.',
  NOBODY: 'You do not need to do anything.',
};

export const errorsEn: Record<PanelErrorCode | 'OTHER', Message> = {
  ...callErrorsEn,
  ...contactErrorsEn,
  ...connectionErrorsEn,
};
