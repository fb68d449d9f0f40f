import { type CodeOf, type Message, phrase } from '../message.ts';

export const connectionErrorsEn: Record<CodeOf<'connection'>, Message> = {
  ENVIRONMENT_URL_INVALID: {
    title: 'This is not a valid address.',
    next: 'It looks like this: https://yourname.crm4.dynamics.com',
  },
  ENVIRONMENT_URL_NOT_HTTPS: {
    title: 'The address must begin with https://.',
    next: 'Copy it again from the Power Platform admin center.',
  },
  ENVIRONMENT_URL_HAS_PATH: {
    title: 'The address is too long: only its first part belongs here.',
    next: 'Leave out everything that follows “.dynamics.com”.',
  },
  ENVIRONMENT_HOST_NOT_ALLOWED: {
    title: 'This address does not belong to Microsoft Dynamics.',
    next: 'It ends in “.dynamics.com”. It is shown in the Power Platform admin center as “Environment URL”.',
  },
  ENVIRONMENT_URL_IS_PROXY: {
    title: 'This is the address of a proxy (Defender for Cloud Apps), not of the environment.',
    next: (p) => `Use the address without “.mcas.ms”${phrase(p, 'origin', ': ')}`,
  },
  ENVIRONMENT_NOT_FOUND: {
    title: 'There is no environment at this address.',
    next: 'Check the address for typing mistakes, and whether the environment still exists.',
  },
  CLIENT_SECRET_WRONG: {
    title: 'The client secret is wrong.',
    next: 'Copy the “Value” of the secret, not its “Secret ID”. The value is shown only right after you create the secret. If you no longer have it, create a new one.',
  },
  CLIENT_SECRET_EXPIRED: {
    title: 'The client secret has expired.',
    next: 'Create a new one in the Entra admin center under “Certificates & secrets” and enter its value here.',
  },
  CLIENT_UNKNOWN: {
    title: 'This application ID does not exist in your Microsoft directory.',
    next: 'Copy the “Application (client) ID” from the overview of the app registration, and check that the directory ID belongs to it.',
  },
  TENANT_UNKNOWN: {
    title: 'This Microsoft directory does not exist.',
    next: 'Copy the “Directory (tenant) ID” from the overview of the app registration.',
  },
  TENANT_MALFORMED: {
    title: 'The directory ID has the wrong format.',
    next: 'It looks like this: 12345678-90ab-cdef-1234-567890abcdef',
  },
  SERVICE_PRINCIPAL_MISSING: {
    title: 'The app is not set up as an enterprise application in your directory yet.',
    next: 'Open the app registration in the Entra admin center and create the service principal under “Managed application”.',
  },
  APPLICATION_DISABLED: {
    title: 'The app is disabled in your Microsoft directory.',
    next: 'Allow sign-in for the app again in the Entra admin center under “Enterprise applications”.',
  },
  RESOURCE_UNKNOWN: {
    title: 'The environment does not belong to this Microsoft directory.',
    next: 'Check that address and directory ID belong to the same organization.',
  },
  SCOPE_INVALID: {
    title: 'Microsoft does not understand the address of the environment.',
    next: 'Enter it again, without spaces and without a slash at the end.',
  },
  CONDITIONAL_ACCESS: {
    title: 'An access policy of your organization blocks the sign-in.',
    next: 'Exclude the app from the conditional access policy, or allow access from GoodFunds.',
  },
  CREDENTIAL_MISSING: {
    title: 'Something is still missing.',
    next: 'Fill in all required fields and test again.',
  },
  ASSERTION_INVALID: {
    title: 'Microsoft did not accept our sign-in.',
    next: 'Contact us and we will look into it.',
  },
  WRONG_CLOUD: {
    title: 'Directory and environment are in different Microsoft clouds.',
    next: 'Check that address and directory ID belong to the same organization.',
  },
  SERVICE_NOT_SUBSCRIBED: {
    title: 'Your Microsoft directory has no license for Dynamics.',
    next: 'Check that the directory ID is right and that the license is still active.',
  },
  TOKEN_REFUSED: {
    title: 'Microsoft refused the sign-in.',
    next: 'Check the IDs and the secret. Your Entra administrators can find the attempt in the sign-in log by its request ID.',
  },
  TOKEN_REJECTED: {
    title: 'The environment rejected the sign-in.',
    next: 'Check that address and directory ID belong to the same organization and the application user is active.',
  },
  APPLICATION_USER_MISSING: {
    title: 'The application user is missing in the environment.',
    next: 'In the Power Platform admin center, add the app under “Settings › Users › Application users” and give it a security role.',
  },
  APPLICATION_USER_DISABLED: {
    title: 'The application user is disabled.',
    next: 'Activate it again in the Power Platform admin center under “Application users”.',
  },
  ROLE_MISSING: {
    title: 'The application user has no security role.',
    next: 'Assign a role with privileges on contacts in the Power Platform admin center.',
  },
  PRIVILEGE_MISSING: {
    title: (p) => `The application user lacks a privilege${phrase(p, 'privilege', ': ')}.`,
    next: 'Add the privilege to the security role, at the level “Organization”.',
  },
  READ_DEPTH_TOO_NARROW: {
    title: 'The application user sees only some of the contacts.',
    next: 'Set the read privilege on contacts to “Organization”. Otherwise existing people would be missed and created twice. “Parent: Child Business Units” is enough only if the application user belongs to the topmost business unit.',
  },
  DEPTH_LIMITED: {
    title: 'The application user can change only some of the contacts.',
    next: 'That is enough if it can change all contacts that GoodFunds updates. Otherwise set the write privilege on contacts to “Organization”.',
  },
  NOT_VERIFIABLE: {
    title: 'This could not be checked in advance.',
    next: 'The first sync shows whether the privileges are sufficient.',
  },
  COLUMN_ACCESS_DENIED: {
    title: (p) => `A protected field denies access${phrase(p, 'attribute', ': ')}.`,
    next: 'Give the application user a column security profile with read and write access.',
  },
  STORAGE_FULL: {
    title: 'The storage of your environment is full.',
    next: 'Free or add storage in the Power Platform admin center.',
  },
  ENVIRONMENT_DISABLED: {
    title: 'The environment is switched off.',
    next: 'Switch it on again in the Power Platform admin center.',
  },
  IP_BLOCKED: {
    title: 'The IP firewall of the environment blocks GoodFunds.',
    next: 'In the Power Platform admin center, open “Settings › Product › Privacy + Security” of the environment and add the address of GoodFunds to the allowed IP ranges. We will tell you the address.',
  },
  OPTIMISTIC_CONCURRENCY_DISABLED: {
    title: 'Optimistic concurrency is switched off for contacts.',
    next: 'Switch it on for the contact table (IsOptimisticConcurrencyEnabled). Without it we could overwrite changes that your colleagues are making, so we update nothing.',
  },
  CRM_REFUSED: {
    title: 'The CRM denied access.',
    next: 'Pass the request ID to the people who look after your CRM.',
  },
};
