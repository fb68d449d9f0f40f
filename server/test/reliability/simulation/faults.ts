import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';

const batch = { url: 'batch|Multiple' };
const error = (status: number, code: string) => ({
  type: 'respond' as const,
  status,
  body: { error: { code, message: 'No.' } },
});

/** What can fail in an environment and on the way to it. */
export const FAULTS: readonly FaultRuleInput[] = [
  { match: batch, times: 2, action: { type: 'throttle', limit: 'requests', retryAfter: 3 } },
  { match: batch, times: 1, action: { type: 'throttle', limit: 'time', retryAfter: 1_800 } },
  { match: batch, times: 3, action: error(503, '0x80072321') },
  { match: batch, times: 40, action: error(503, '0x80072321') },
  { match: batch, times: 1, action: { type: 'drop', when: 'beforeCommit' } },
  { match: batch, times: 2, action: { type: 'drop', when: 'afterCommit' } },
  { match: batch, times: 6, action: { type: 'drop', when: 'afterCommit' } },
  { match: batch, times: 1, action: { type: 'truncate', afterBytes: 700 } },
  { match: batch, part: { body: '.' }, times: 2, action: { type: 'drop', when: 'afterCommit' } },
  { match: batch, part: { body: '.' }, times: 1, action: error(500, '0x80040216') },
  {
    match: batch,
    part: { body: '.' },
    times: 2,
    action: { type: 'throttle', limit: 'concurrency', retryAfter: 2 },
  },
  { match: batch, times: 1, action: error(401, '0x80040220') },
  { match: batch, times: 1, action: error(403, '0x80072560') },
  { match: { url: 'WhoAmI' }, times: 1, action: error(500, '0x80040216') },
  { match: { url: 'EntityDefinitions' }, times: 2, action: error(503, '0x80072321') },
  { match: { url: '/token' }, times: 5, action: error(500, '') },
  { match: { url: '/token' }, times: 2, action: { type: 'drop', when: 'beforeCommit' } },
  { match: { url: '/token' }, times: 1, action: { type: 'refuseToken', code: '7000222' } },
];
