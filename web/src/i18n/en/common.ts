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
    questions: 'Frequently asked questions',
  },
  newTab: '(opens in a new tab)',
  retryIn: (seconds) => n(seconds, 'You can try again in # second.', 'You can try again in # seconds.'),
  warning: 'Note',
  error: 'Error',
  success: 'Done',
  offline: 'You are offline right now.',
  offlineNext: 'Your input stays here. Everything continues once you are back online.',
};
