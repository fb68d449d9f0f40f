import { expect, test } from 'vitest';
import { readMessageToFrame, readMessageToHost } from './messages.ts';

const channel = 'goodfunds-crm-settings';

test('messages of ours are read, and only what belongs in them is taken', () => {
  expect(readMessageToHost({ channel, kind: 'HEIGHT', height: 740, more: 1 })).toEqual({
    kind: 'HEIGHT',
    height: 740,
  });
  expect(readMessageToFrame({ channel, kind: 'VIEW', above: 12, below: 0, token: 't' })).toEqual({
    kind: 'VIEW',
    above: 12,
    below: 0,
  });
  const settings = {
    locale: 'de',
    direction: 'sideways',
    appearance: { theme: 'pink', variables: { accent: '#123456', behaviour: 'url(x)', radius: 4 } },
    texts: { 'sync.start': 'Los', bad: 7 },
  };
  expect(readMessageToFrame({ channel, kind: 'SETTINGS', settings })).toEqual({
    kind: 'SETTINGS',
    settings: {
      locale: 'de',
      direction: 'ltr',
      appearance: { theme: undefined, variables: { accent: '#123456' } },
      texts: { 'sync.start': 'Los' },
    },
  });
});

test.each([
  null,
  'TOKEN',
  [],
  { kind: 'TOKEN', requestId: '1', token: 't' },
  { channel, kind: 'TOKEN', token: 't' },
  { channel, kind: 'TOKEN', requestId: '1', token: 5 },
  { channel, kind: 'SETTINGS' },
  { channel, kind: 'HEIGHT', height: Number.POSITIVE_INFINITY },
  { channel, kind: 'HEIGHT', height: '10px' },
  { channel, kind: 'HEIGHT', height: -1 },
  { channel, kind: 'VIEW', above: '0px} body{display:none', below: 0 },
  { channel, kind: 'EVENT', type: 'click', detail: {} },
  { channel, kind: 'EVENT', type: 'saved', detail: 'all' },
  { channel: 'other', kind: 'LOADED' },
])('%j is no message of ours', (data) => {
  expect(readMessageToFrame(data)).toBeNull();
  expect(readMessageToHost(data)).toBeNull();
});
