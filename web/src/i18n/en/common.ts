import type { CommonTexts } from '../de/common.ts';
import { createPlural } from '../plural.ts';

const n = createPlural('en');

export const commonEn: CommonTexts = {
  panelLabel: 'CRM settings',
  saving: 'Saving …',
  cancel: 'Cancel',
  back: 'Back',
  retry: 'Try again',
  close: 'Close',
  change: 'Change',
  loading: 'Loading …',
  more: 'Show more',
  optional: 'optional',
  yes: 'Yes',
  no: 'No',
  unknown: 'Unknown',
  empty: 'empty',
  requestId: 'Request ID',
  copy: 'Copy',
  copied: 'Copied',
  details: 'Technical details',
  guides: {
    'azure-entra-setup': 'Guide: prepare Microsoft',
    'connect-and-map': 'Guide',
    strategies: 'The rules in detail',
    messages: 'More about this',
    questions: 'Frequent questions',
  },
  newTab: '(opens in a new tab)',
  retryIn: (seconds) => n(seconds, 'Possible again in # second.', 'Possible again in # seconds.'),
  warning: 'Note',
  error: 'Error',
  success: 'Done',
  offline: 'You are offline right now.',
  offlineNext: 'What you have entered stays here. It goes on as soon as the network is back.',
};
