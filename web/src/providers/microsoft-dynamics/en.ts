import type { MicrosoftDynamicsCheck } from '@goodfunds/shared';
import type { CredentialFieldTexts, ProviderTexts } from '../provider-texts.ts';

export const providerEn: ProviderTexts = {
  intro: 'Enter the values of your app registration. The test changes nothing in your CRM.',
  before: [
    'An app registration in Microsoft Entra ID with a client secret.',
    'An application user for this app in your Dynamics environment, with a security role that can read, create and change contacts.',
    'Your IT usually does this. The values you need afterwards are below.',
  ],
  renewSecret: 'Create a new one in the Entra admin center and enter it here.',
  leftBehind: 'the app registration and the application user; remove them there if you no longer need them',
};

export const fieldsEn: Record<string, CredentialFieldTexts> = {
  tenantId: {
    label: 'Directory (tenant) ID',
    help: 'Identifies your Microsoft directory. In the Entra admin center, on the overview of the app registration.',
    placeholder: '12345678-90ab-cdef-1234-567890abcdef',
  },
  clientId: {
    label: 'Application (client) ID',
    help: 'Identifies the app that GoodFunds signs in with. It is on the same overview.',
    placeholder: '12345678-90ab-cdef-1234-567890abcdef',
  },
  clientSecret: {
    label: 'Client secret',
    help: 'The password of the app: the “Value” under “Certificates & secrets”. We store it encrypted and never show it again.',
    placeholder: '',
  },
  environmentUrl: {
    label: 'Environment address',
    help: 'The address where you open Dynamics in the browser. You can paste all of it.',
    placeholder: 'https://yourname.crm4.dynamics.com',
  },
  clientSecretExpiresOn: {
    label: 'Secret expires on',
    help: 'Shown next to the secret. Enter the date and we will remind you in time.',
    placeholder: '',
  },
};

export const checksEn: Record<MicrosoftDynamicsCheck, string> = {
  ENVIRONMENT_URL: 'Environment address',
  TOKEN: 'Sign-in with Microsoft',
  WHO_AM_I: 'Access to the environment',
  FIELD_METADATA: 'Read fields',
  READ_CONTACTS: 'Read contacts',
  CREATE_CONTACTS: 'Create contacts',
  WRITE_CONTACTS: 'Change contacts',
};
