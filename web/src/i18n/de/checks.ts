import type { MicrosoftDynamicsCheck } from '@goodfunds/shared';

export const checksDe: Record<MicrosoftDynamicsCheck, string> = {
  ENVIRONMENT_URL: 'Adresse der Umgebung',
  TOKEN: 'Anmeldung bei Microsoft',
  WHO_AM_I: 'Zugang zur Umgebung',
  FIELD_METADATA: 'Felder lesen',
  READ_CONTACTS: 'Kontakte lesen',
  CREATE_CONTACTS: 'Kontakte anlegen',
  WRITE_CONTACTS: 'Kontakte ändern',
};
