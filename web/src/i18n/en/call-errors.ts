import { type CodeOf, type Message, phrase } from '../message.ts';
import type { PanelOnlyCode } from '../responsible.ts';

const again = 'Try again in a moment. If the problem continues, send us the request ID.';

export const callErrorsEn: Record<CodeOf<'request' | 'transient'> | PanelOnlyCode | 'OTHER', Message> = {
  API_UNREACHABLE: {
    title: 'GoodFunds cannot be reached right now.',
    next: 'Check your internet connection and try again. Your input stays here.',
  },
  NO_TOKEN: {
    title: 'Your session has expired.',
    next: 'Reload the page. If the problem continues, contact GoodFunds support.',
  },
  PANEL_FAILED: {
    title: 'Something went wrong here.',
    next: 'Try again. If it happens again, reload the page.',
  },
  /** For codes that only a newer service knows. */
  OTHER: { title: 'Something did not work.', next: 'Reload the page to see the details.' },
  BAD_REQUEST: { title: 'Some of your input is not valid.', next: 'Check what you entered and try again.' },
  UNAUTHORIZED: { title: 'Your sign-in has expired.', next: 'Reload the page and sign in again.' },
  FORBIDDEN: {
    title: 'You are not allowed to do this.',
    next: 'Ask someone with administrator rights in GoodFunds.',
  },
  NOT_FOUND: { title: 'This no longer exists.', next: 'Someone has probably removed it. Reload the view.' },
  CONFLICT: {
    title: 'Someone else has changed the settings.',
    next: 'Your changes are still here. Compare them with the current settings, then save.',
  },
  PAYLOAD_TOO_LARGE: { title: 'The request is too large.', next: 'Contact us and we will look into it.' },
  CONTACT_TOO_LARGE: { title: 'A contact is too large.', next: 'Contact us and we will look into it.' },
  TOO_MANY_REQUESTS: { title: 'Too many requests in a short time.', next: 'Wait a moment, then try again.' },
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
    next: 'Switch the other one off first. This way, two connections never write the same contacts.',
  },
  TOO_MANY_INTEGRATIONS: {
    title: 'Your organization has as many connections as possible.',
    next: 'Remove one that you no longer need, then create the new one.',
  },
  REVIEW_NOT_OPEN: {
    title: 'One of the contacts no longer needs a decision.',
    next: 'Reload the list. Someone else may have decided already.',
  },
  NOT_A_CANDIDATE: {
    title: 'For one of the contacts, it is not clear which contact in the CRM is meant.',
    next: 'Reload the list and choose one of the suggested contacts.',
  },
  THROTTLED: {
    title: 'The CRM has asked us to slow down.',
    next: 'It accepts only a limited number of requests. We will continue automatically.',
  },
  UNAVAILABLE: { title: 'The CRM is not available right now.', next: 'We will try again automatically.' },
  NETWORK: {
    title: 'The CRM cannot be reached right now.',
    next: 'We will try again automatically. If the problem continues, check the address of the environment.',
  },
  TIMED_OUT: { title: 'The CRM took too long to answer.', next: 'We will try again automatically.' },
  REDIRECTED: {
    title: (params) => `Our request was redirected${phrase(params, 'host', ' to ')} instead of answered.`,
    next: 'Check the address of the environment, and whether a proxy or a firewall intercepts the connection. We will try again automatically.',
  },
  ANSWER_MALFORMED: { title: 'The CRM sent a response that we could not read.', next: again },
  ANSWER_TOO_LARGE: { title: 'The CRM sent a response that is too large.', next: again },
  TOKEN_ENDPOINT_UNAVAILABLE: {
    title: 'Microsoft sign-in is having problems right now.',
    next: 'Try again in a few minutes.',
  },
  TOKEN_KEYS_UNAVAILABLE: {
    title: 'GoodFunds cannot check your sign-in right now.',
    next: 'Your input stays here. Try again in a few minutes.',
  },
  CANCELLED: { title: 'This was cancelled.', next: 'You can start it again at any time.' },
};
