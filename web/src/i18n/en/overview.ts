import type { OverviewTexts } from '../de/overview.ts';
import { n } from './plural.ts';

export const overviewEn: OverviewTexts = {
  title: 'CRM connections',
  intro: 'All connections of your organization at a glance.',
  empty: {
    title: 'Connect GoodFunds to your CRM',
    text: 'Everyone who supports you is then in the CRM automatically: created once, always up to date, never duplicated.',
    steps: [
      {
        title: 'Connect',
        text: 'You enter four values. A test shows you whether everything is right.',
      },
      { title: 'Map', text: 'We suggest which field goes where. You check and accept.' },
      {
        title: 'Switch on',
        text: 'You see in advance what will happen. Then everything runs automatically.',
      },
    ],
  },
  connect: (provider) => `Connect ${provider}`,
  connectAnother: 'Add another connection',
  allConnections: 'All connections',
  noProviders: 'No CRM can be connected here right now. Contact us and we will look into it.',
  status: {
    ACTIVE: 'On',
    RUNNING: 'Syncing now',
    OFF: 'Off',
    SETUP: 'Not finished yet',
    PAUSED: 'Paused',
    DOWN: 'Needs attention',
  },
  failedItems: (count) => n(count, '# contact failed', '# contacts failed'),
};
