import { expect, test } from 'vitest';
import { createAccessToken, type GetToken, NoTokenError } from './access-token.ts';

/** A host that signs in one user after another, and a clock that stands still. */
function host(getToken: GetToken, options: { onOtherUser?: () => void; longestWaitMs?: number } = {}) {
  const clock = { nowMs: 1_000_000 };
  const asked = { times: 0 };
  const access = createAccessToken({
    getToken: () => {
      asked.times += 1;
      return getToken();
    },
    now: () => clock.nowMs,
    ...options,
  });
  return { access, clock, asked };
}

function tokenOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const endsAfter = (seconds: number) => () =>
  tokenOf({ exp: 1_000 + seconds, sub: 'zoë-ÿ', activeAccountId: 1 });

test('ten concurrent requests ask the host once, and later ones use the same token', async () => {
  const { access, asked } = host(async () => endsAfter(600)());
  const tokens = await Promise.all(Array.from({ length: 10 }, async () => await access.get()));
  expect(new Set([...tokens, await access.get()]).size).toBe(1);
  expect(asked.times).toBe(1);
});

test('a token is renewed half a minute before it expires', async () => {
  const { access, clock, asked } = host(endsAfter(600));
  await access.get();
  clock.nowMs += 569_000;
  await access.get();
  expect(asked.times).toBe(1);
  clock.nowMs += 1_000;
  await access.get();
  expect(asked.times).toBe(2);
});

test('a token with a lifetime of two seconds is used for most of it', async () => {
  const { access, clock, asked } = host(endsAfter(2));
  await access.get();
  clock.nowMs += 1_500;
  await access.get();
  expect(asked.times).toBe(1);
  clock.nowMs += 100;
  await access.get();
  expect(asked.times).toBe(2);
});

test.each(['opaque', 'a.b.c', tokenOf({ exp: 'soon' }), tokenOf([]), tokenOf({ exp: 1 })])(
  'a token without a future expiry, such as %s, is requested each time',
  async (token) => {
    const { access, asked } = host(() => token);
    expect([await access.get(), await access.get()]).toEqual([token, token]);
    expect(asked.times).toBe(2);
  },
);

test('a rejected token is not used again, and a late rejection does not drop its successor', async () => {
  const tokens = ['first', 'second'].map((jti) => tokenOf({ exp: 5_000, jti }));
  const { access, asked } = host(() => tokens[asked.times - 1] ?? '');
  const first = await access.get();
  access.refuse(first);
  const second = await access.get();
  access.refuse(first);
  expect([first, second, await access.get()]).toEqual([tokens[0], tokens[1], tokens[1]]);
  expect(asked.times).toBe(2);
});

test('a token that arrives after `forget` is not kept', async () => {
  const slow = Promise.withResolvers<string>();
  const answers = [slow.promise, Promise.resolve(tokenOf({ exp: 5_000, jti: 'new' }))];
  const { access, asked } = host(async () => (await answers[asked.times - 1]) ?? '');
  const early = access.get();
  access.forget();
  const late = await access.get();
  slow.resolve(tokenOf({ exp: 5_000, jti: 'old' }));
  await early;
  expect(await access.get()).toBe(late);
});

test.each([
  ['throws', () => Promise.reject(new Error('signed out'))],
  ['gives nothing', () => ''],
  ['says nothing', () => Promise.withResolvers<string>().promise],
])('a host that %s is asked again next time', async (_what, refuse) => {
  const { access, asked } = host(() => (asked.times === 1 ? refuse() : 'token'), { longestWaitMs: 20 });
  await expect(access.get()).rejects.toThrow(NoTokenError);
  expect(await access.get()).toBe('token');
});

test('another user or account is reported, another token of the same user is not', async () => {
  const noticed: number[] = [];
  const owners = [
    { sub: 'a', activeAccountId: 1 },
    { sub: 'a', activeAccountId: 1 },
    { sub: 'a', activeAccountId: 2 },
    { sub: 'b', activeAccountId: 2 },
  ];
  const { access, asked } = host(() => tokenOf({ exp: 1, ...owners[asked.times - 1] }), {
    onOtherUser: () => noticed.push(asked.times),
  });
  for (const _owner of owners) await access.get();
  expect(noticed).toEqual([3, 4]);
});
