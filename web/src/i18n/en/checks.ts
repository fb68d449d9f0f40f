import type { MicrosoftDynamicsCheck } from '@goodfunds/shared';

export const checksEn: Record<MicrosoftDynamicsCheck, string> = {
  ENVIRONMENT_URL: 'Environment address',
  TOKEN: 'Sign-in with Microsoft',
  WHO_AM_I: 'Access to the environment',
  FIELD_METADATA: 'Read fields',
  READ_CONTACTS: 'Read contacts',
  CREATE_CONTACTS: 'Create contacts',
  WRITE_CONTACTS: 'Change contacts',
};
