import type { ErrorParams } from '@goodfunds/shared';
import type { PanelErrorCode, Responsible } from '../responsible.ts';
import { phrase, type Words } from '../words.ts';

export const responsibleEn: Record<Responsible, string> = {
  YOU: 'You can do this yourself.',
  ENTRA_ADMIN: 'Whoever manages Microsoft Entra ID in your organisation does this.',
  CRM_ADMIN: 'Whoever manages the CRM in your organisation does this.',
  GOODFUNDS: 'GoodFunds support does this.',
  NOBODY: 'Nothing for you to do.',
};

const fieldHere = (params: ErrorParams) => phrase(params, 'attribute', ' “', '”');
const again = 'Try again in a moment. If it stays like this, send us the request ID.';

export const errorsEn: Record<PanelErrorCode, Words> = {
  API_UNREACHABLE: {
    title: 'GoodFunds cannot be reached right now.',
    next: 'Check your internet connection and try again. What you typed stays here.',
  },
  BAD_REQUEST: { title: 'Something is not quite right yet.', next: 'Check what you entered and try again.' },
  UNAUTHORIZED: { title: 'Your session has ended.', next: 'Reload the page and sign in again.' },
  FORBIDDEN: {
    title: 'You are not allowed to do this.',
    next: 'Ask someone with administrator rights in GoodFunds.',
  },
  NOT_FOUND: {
    title: 'This no longer exists.',
    next: 'Someone has probably removed it in the meantime. Reload the view.',
  },
  CONFLICT: {
    title: 'Someone has changed the settings in the meantime.',
    next: 'What you entered is still here. Compare it with the new state, then save.',
  },
  PAYLOAD_TOO_LARGE: { title: 'The request is too large.', next: 'Get in touch and we will look into it.' },
  TOO_MANY_REQUESTS: {
    title: 'That was too much in a short time.',
    next: 'Wait a moment, then try again.',
  },
  INTERNAL: { title: 'Something went wrong on our side.', next: again },
  MAPPING_MISSING: {
    title: 'No field is mapped yet.',
    next: 'Map at least one field and save. Then you can switch it on.',
  },
  INTEGRATION_DISABLED: {
    title: 'This connection is switched off.',
    next: 'Switch it on, then start the sync again.',
  },
  ENVIRONMENT_IN_USE: {
    title: 'Another active connection already writes to this environment.',
    next: 'Switch the other one off first. That way no two of them ever write the same contacts.',
  },

  INVALID_EMAIL: {
    title: 'The email address cannot be right.',
    next: 'Correct it in GoodFunds. The contact then arrives with the next sync.',
  },
  ID_TAKEN: {
    title: 'The contact is in the CRM already but cannot be read.',
    next: 'The application user needs read access to all contacts of the organisation.',
  },
  EDIT_CONFLICT: {
    title: 'The contact was being edited in the CRM at the same time.',
    next: 'The next sync tries again.',
  },
  VALUE_TOO_LONG: {
    title: (p) =>
      `The value is too long for the field${fieldHere(p)}${phrase(p, 'maxLength', ' (at most ', ' characters)')}.`,
    next: 'Shorten the value in GoodFunds, or map a longer field.',
  },
  VALUE_OUT_OF_RANGE: {
    title: (p) =>
      `The number is outside of what the field${fieldHere(p)} allows${phrase(p, 'min', ' (from ')}${phrase(p, 'max', ' to ', ')')}.`,
    next: 'Correct the value in GoodFunds.',
  },
  VALUE_NOT_A_NUMBER: {
    title: (p) => `The field${fieldHere(p)} expects a number.`,
    next: 'Correct the value in GoodFunds, or map a text field.',
  },
  VALUE_NOT_A_DATE: {
    title: (p) => `The field${fieldHere(p)} expects a date.`,
    next: 'Correct the value in GoodFunds, or map a text field.',
  },
  VALUE_NOT_A_BOOLEAN: {
    title: (p) => `The field${fieldHere(p)} expects yes or no.`,
    next: 'Say in the mapping which value means yes and which means no.',
  },
  VALUE_NOT_TEXT: {
    title: (p) => `The field${fieldHere(p)} expects text.`,
    next: 'Map a field that suits the kind of value.',
  },
  OPTION_UNKNOWN: {
    title: (p) => `The field${fieldHere(p)} has no choice for this value.`,
    next: 'Say under “Translate values” in the mapping which choice is meant.',
  },
  OPTION_AMBIGUOUS: {
    title: (p) => `The value fits several choices of the field${fieldHere(p)}.`,
    next: 'Say under “Translate values” in the mapping which choice is meant.',
  },
  TOO_MANY_OPTIONS: {
    title: (p) => `Too many values at once for the field${fieldHere(p)}.`,
    next: 'Use fewer values in GoodFunds.',
  },
  ILLEGAL_CHARACTERS: {
    title: (p) => `The value for the field${fieldHere(p)} contains characters that the CRM does not accept.`,
    next: 'Remove special and control characters in GoodFunds.',
  },
  REQUIRED_VALUE_MISSING: {
    title: (p) => `The required field${fieldHere(p)} has no value.`,
    next: 'Add the value in GoodFunds. The CRM does not create the contact without it.',
  },
  ROW_ACCESS_DENIED: {
    title: 'This contact in the CRM is out of reach.',
    next: 'The security role of the application user must cover all contacts of the organisation.',
  },
  DUPLICATE_RULE: {
    title: 'A duplicate detection rule in the CRM refused the contact.',
    next: 'Check in the CRM whether the person is there already, or adjust the rule.',
  },
  ALTERNATE_KEY_VIOLATED: {
    title: 'A value that must be unique in the CRM is taken there already.',
    next: 'Check in the CRM which contact has the value.',
  },
  PLUGIN_REJECTED: {
    title: 'An extension in your CRM refused the contact.',
    next: 'Pass the request ID to the people who look after your CRM.',
  },
  CRM_REJECTED: {
    title: 'The CRM refused this contact.',
    next: 'Pass the request ID to the people who look after your CRM.',
  },
  POISONED: {
    title: 'Only this contact makes the request fail.',
    next: 'All others have arrived. Send us the contact ID and we will find the cause.',
  },

  ATTRIBUTE_UNKNOWN: {
    title: (p) => `The field${fieldHere(p)} no longer exists in the CRM.`,
    next: 'Choose another field or remove the row.',
  },
  ATTRIBUTE_NOT_WRITABLE: {
    title: (p) => `The field${fieldHere(p)} cannot be written from outside.`,
    next: 'Choose another field.',
  },
  ATTRIBUTE_SECURED: {
    title: (p) => `The field${fieldHere(p)} is specially protected in the CRM.`,
    next: 'The application user needs a column security profile with read and write access, or you choose another field.',
  },
  TYPE_IMPOSSIBLE: {
    title: 'These two fields do not go together.',
    next: 'Choose a field of the same kind: text to text, date to date.',
  },
  REQUIRED_ATTRIBUTE_WITHOUT_SOURCE: {
    title: (p) => `The required field${fieldHere(p)} is not mapped.`,
    next: 'Map a GoodFunds field to it, so that new contacts are complete.',
  },
  OPTION_REMOVED: {
    title: (p) => `A choice of the field${fieldHere(p)} no longer exists in the CRM.`,
    next: 'Choose another one under “Translate values”.',
  },
  MAPPING_INVALID: {
    title: 'The mapping no longer suits your CRM.',
    next: 'Go through the marked rows and save again.',
  },

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
    next: 'It ends in “.dynamics.com”. You find it in the Power Platform admin center as “Environment URL”.',
  },
  ENVIRONMENT_NOT_FOUND: {
    title: 'There is no environment at this address.',
    next: 'Check the address for typing mistakes, and whether the environment still exists.',
  },
  CLIENT_SECRET_WRONG: {
    title: 'The client secret is wrong.',
    next: 'Copy the “Value” of the secret, not its “Secret ID”. The value is shown only right after creation; otherwise create a new one.',
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
    title: 'The directory ID does not have the right form.',
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
    next: 'Check that address and directory ID belong to the same organisation.',
  },
  SCOPE_INVALID: {
    title: 'Microsoft does not understand the address of the environment.',
    next: 'Enter it again, without blanks and without a slash at the end.',
  },
  CONDITIONAL_ACCESS: {
    title: 'An access policy of your organisation blocks the sign-in.',
    next: 'Exclude the app from the conditional access policy, or allow access from GoodFunds.',
  },
  CREDENTIAL_MISSING: {
    title: 'Something is still missing.',
    next: 'Fill in all required fields and test again.',
  },
  ASSERTION_INVALID: {
    title: 'Microsoft did not accept our sign-in.',
    next: 'Get in touch and we will look into it.',
  },
  WRONG_CLOUD: {
    title: 'Directory and environment are in different Microsoft clouds.',
    next: 'Check that address and directory ID belong to the same organisation.',
  },
  SERVICE_NOT_SUBSCRIBED: {
    title: 'Your Microsoft directory has no licence for Dynamics.',
    next: 'Check that the directory ID is right and the licence is still running.',
  },
  TOKEN_REFUSED: {
    title: 'Microsoft refused the sign-in.',
    next: 'Check the IDs and the secret. With the request ID, your Entra administrators find the attempt in the sign-in log.',
  },
  TOKEN_REJECTED: {
    title: 'The environment turned the sign-in down.',
    next: 'Check that address and directory ID belong to the same organisation and the application user is active.',
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
    next: 'Assign a role with rights on contacts in the Power Platform admin center.',
  },
  PRIVILEGE_MISSING: {
    title: (p) => `The application user lacks a privilege${phrase(p, 'privilege', ': ')}.`,
    next: 'Add the privilege to the security role, at the level “Organization”.',
  },
  READ_DEPTH_TOO_NARROW: {
    title: 'The application user sees only some of the contacts.',
    next: 'Set the read privilege on contacts to “Organization”. Otherwise people would be missed and created twice.',
  },
  DEPTH_LIMITED: {
    title: 'The rights end at the business unit.',
    next: 'That is enough if all contacts are there. Otherwise set the privilege to “Organization”.',
  },
  NOT_VERIFIABLE: {
    title: 'This could not be checked in advance.',
    next: 'The first sync shows whether the rights are sufficient.',
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
  CRM_REFUSED: {
    title: 'The CRM denied access.',
    next: 'Pass the request ID to the people who look after your CRM.',
  },

  THROTTLED: {
    title: 'The CRM asks for a pause.',
    next: 'It takes only so many requests at a time. Then it goes on by itself.',
  },
  UNAVAILABLE: { title: 'The CRM is not available right now.', next: 'We try again by ourselves.' },
  NETWORK: {
    title: 'The CRM cannot be reached right now.',
    next: 'We try again by ourselves. If it stays like this, check the address of the environment.',
  },
  TIMED_OUT: { title: 'The CRM took too long to answer.', next: 'We try again by ourselves.' },
  ANSWER_MALFORMED: { title: 'The CRM answered something unintelligible.', next: again },
  ANSWER_TOO_LARGE: { title: 'The answer of the CRM is too large.', next: again },
  TOKEN_ENDPOINT_UNAVAILABLE: {
    title: 'Signing in with Microsoft is disturbed right now.',
    next: 'Try again in a few minutes.',
  },
  CANCELLED: { title: 'This was cancelled.', next: 'Start it again whenever you like.' },
};
