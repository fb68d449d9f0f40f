import type { Message } from '../message.ts';
import type { PanelErrorCode, Responsible } from '../responsible.ts';
import { callErrorsDe } from './call-errors.ts';
import { connectionErrorsDe } from './connection-errors.ts';
import { contactErrorsDe } from './contact-errors.ts';

export const responsibleDe: Record<Responsible, string> = {
  YOU: 'Das kannst du selbst erledigen.',
  ENTRA_ADMIN: 'Das erledigt, wer bei euch Microsoft Entra ID verwaltet.',
  CRM_ADMIN: 'Das erledigt, wer bei euch das CRM verwaltet.',
  GOODFUNDS: 'Das erledigt der GoodFunds-Support.',
  NOBODY: 'Du musst nichts tun.',
};

export const errorsDe: Record<PanelErrorCode | 'OTHER', Message> = {
  ...callErrorsDe,
  ...contactErrorsDe,
  ...connectionErrorsDe,
};
