/** Steps of the store that a sync takes, each one transaction, and the requests that leave the house. */
const DURABLE_STEPS = [
  'acceptPush',
  'startRun',
  'acquire',
  'renew',
  'begin',
  'expand',
  'claim',
  'commit',
  'suspend',
  'recordStatus',
  'release',
];
const REMOTE_STEPS = ['token', 'find', 'write'];

/** Before, just before the end of, and after every durable step; before and after every request. */
export const CRASH_POINTS: readonly string[] = [
  ...DURABLE_STEPS.flatMap((step) => [`before ${step}`, `inside ${step}`, `after ${step}`]),
  ...REMOTE_STEPS.flatMap((step) => [`before ${step}`, `after ${step}`]),
];
