import type { IntegrationTexts } from '../de/integration.ts';
import { createPlural } from '../plural.ts';

const n = createPlural('en');

export const integrationEn: IntegrationTexts = {
  steps: 'Steps',
  stepDone: 'done',
  stepLocked: 'still locked',
  enabled: 'Transfer new contacts automatically',
  enabledOn: 'Switched on. New contacts arrive by themselves from now on.',
  enabledOff: 'Switched off. New contacts wait until you switch it on again.',
  enableFirst: 'Save a mapping first.',
  meanwhile: {
    title: (by) => `${by ?? 'Someone'} has changed the settings in the meantime, too`,
    text: 'Both changes are saved.',
  },
  notices: {
    secretExpired: (day) => `The client secret expired on ${day}.`,
    secretExpiredNext: 'Until then, the contacts wait. None is lost.',
    secretExpires: (day) => `The client secret expires on ${day}.`,
    secretExpiresNext: 'Done in time, everything goes on without interruption.',
    reconnect: 'Reconnect',
    toCredentials: 'Check the credentials',
    failedItems: (count) =>
      n(
        count,
        '# contact has not arrived in the last seven days.',
        '# contacts have not arrived in the last seven days.',
      ),
    toMapping: 'Look at the mapping',
    toSync: 'See the reasons',
  },
  remove: {
    open: 'Remove connection',
    title: (name) => `Remove “${name}”?`,
    gone: 'This is deleted',
    goneItems: [
      'credentials, mapping and rules',
      'the history of all syncs, with everything that is still waiting',
    ],
    kept: 'GoodFunds remembers',
    keptLinks:
      'which contact in GoodFunds is which one in the CRM: if you connect the same environment again, nobody is created twice',
    stays: (crm) => `This stays in ${crm}`,
    staysContacts: 'all contacts that have arrived there',
    confirm: 'Remove for good',
    removing: 'Removing …',
    removed: (name) => `“${name}” is removed.`,
  },
};
