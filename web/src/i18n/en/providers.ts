import type { ProviderTexts } from '../de/providers.ts';

export const providersEn: Record<string, ProviderTexts> = {
  'microsoft-dynamics': {
    intro: 'Enter the values of your app registration. The test changes nothing in your CRM.',
    before: [
      'An app registration in Microsoft Entra ID with a client secret.',
      'An application user for this app in your Dynamics environment, with a security role that can read, create and change contacts.',
      'Your IT usually does this. The values you need afterwards are below.',
    ],
    renewSecret: 'Create a new one in the Entra admin center and enter it here.',
    leftBehind: 'the app registration and the application user; remove them there if you no longer need them',
  },
};
