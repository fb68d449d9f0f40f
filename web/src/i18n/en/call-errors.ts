import type { CodeAbout } from '../code-about.ts';
import type { PanelOnlyCode } from '../responsible.ts';
import type { Words } from '../words.ts';

const again = 'Try again in a moment. If it stays like this, send us the request ID.';

export const callErrorsEn: Record<CodeAbout<'request' | 'transient'> | PanelOnlyCode | 'OTHER', Words> = {
  API_UNREACHABLE: {
    title: 'GoodFunds cannot be reached right now.',
    next: 'Check your internet connection and try again. What you typed stays here.',
  },
  NO_TOKEN: {
    title: 'This page has not signed you in here.',
    next: 'Reload the page. If it stays like this, GoodFunds support will help.',
  },
  PANEL_FAILED: {
    title: 'Something went wrong here.',
    next: 'Try again. If it happens again, reload the page.',
  },
  /** For codes that only a newer service knows. */
  OTHER: {
    title: 'Something did not work.',
    next: 'Reload the page to see the details.',
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
