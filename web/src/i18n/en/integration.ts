import type { IntegrationTexts } from '../de/integration.ts';
import { n } from './plural.ts';

export const integrationEn: IntegrationTexts = {
  steps: 'Steps',
  stepDone: 'done',
  stepLocked: 'still locked',
  enabled: 'Sync new contacts automatically',
  enabledOn: 'Switched on. Waiting and new contacts are now synced automatically.',
  enabledOff: 'Switched off. New contacts wait until you switch it on again.',
  enableFirst: 'Save a mapping first.',
  meanwhile: {
    title: (by) => `${by ?? 'Someone'} has also changed the settings`,
    text: 'Both changes are saved.',
  },
  notices: {
    secretExpired: (day) => `The client secret expired on ${day}.`,
    secretExpiredNext: 'Until then, the contacts wait. None is lost.',
    secretExpires: (day) => `The client secret expires on ${day}.`,
    secretExpiresNext: 'If you do this in time, everything continues without interruption.',
    reconnect: 'Reconnect',
    toCredentials: 'Check the credentials',
    failedItems: (count) =>
      n(count, '# contact failed in the last seven days.', '# contacts failed in the last seven days.'),
    toMapping: 'Open the mapping',
    toSync: 'See the reasons',
  },
  nameQuestion: {
    title: 'New: what happens when the name does not match?',
    text: 'If a contact in the CRM has the same email address but another name, we no longer overwrite it. It waits under “Reviews” for your decision. You can change this in the rules. Everything else stays as it was.',
    toRules: 'To the rules',
    dismiss: 'Got it',
  },
  remove: {
    open: 'Remove connection',
    title: (name) => `Remove “${name}”?`,
    gone: 'This is deleted',
    goneItems: [
      'credentials, mapping and rules',
      'the history of all syncs, including contacts that are still waiting',
    ],
    kept: 'GoodFunds remembers',
    keptLinks:
      'which GoodFunds contact belongs to which CRM contact: if you connect the same environment again, no contact is created twice',
    stays: (crm) => `This stays in ${crm}`,
    staysContacts: 'all contacts that have already been synced',
    confirm: 'Remove permanently',
    removing: 'Removing …',
    removed: (name) => `“${name}” has been removed.`,
  },
};
