import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { blankEchoes } from './blank-echoes.ts';

const SECRET = 'a "secret" \\ é+/%&';

describe('a response that repeats the secret of its request', () => {
  it.each([
    ['in plain text', SECRET],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ v: SECRET }).toString().slice(2)],
  ])('loses it %s, in headers and body', (_how, form) => {
    const answer = { status: 200, headers: { 'x-id': `1 ${form}` }, body: `{"error":"${form}, ${form}"}` };
    expect(blankEchoes(answer, [SECRET])).toEqual({
      status: 200,
      headers: { 'x-id': '1 [secret]' },
      body: '{"error":"[secret], [secret]"}',
    });
  });

  it('tokens are removed from an error response, not from a successful one', () => {
    const body = 'seen: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl!';
    expect(blankEchoes({ status: 401, headers: {}, body }, []).body).toBe('seen: [secret]!');
    expect(blankEchoes({ status: 200, headers: {}, body }, []).body).toBe(body);
  });

  it.each([
    'x-eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl',
    'a.eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl.b',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl.eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl',
  ])('tokens are removed from the text around them: %s', (body) => {
    const blanked = blankEchoes({ status: 401, headers: {}, body }, []).body;
    expect(blanked).toContain('[secret]');
    expect(blanked).not.toContain('eyJ');
  });

  it.each(['eyJ', 'eyJ!', 'eyJa.', 'eyJa.eyJb.', '.eyJ', 'a', '.'])(
    'megabytes of "%s" are read once: with quadratic work this would not end',
    (part) => {
      const body = part.repeat(2_000_000);
      const blanked = blankEchoes({ status: 500, headers: {}, body }, []).body;
      expect(blanked.length).toBeLessThanOrEqual(body.length);
    },
  );

  it.each(['.', 'a.'])('megabytes of "%s" are not taken apart', async (part) => {
    const module = new URL('blank-echoes.ts', import.meta.url).href;
    const worker = new Worker(
      `import(${JSON.stringify(module)}).then(({ blankEchoes }) =>
        blankEchoes({ status: 500, headers: {}, body: ${JSON.stringify(part)}.repeat(2_000_000) }, []))`,
      { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } },
    );
    expect(await once(worker, 'exit')).toEqual([0]);
  });

  it('a response without a secret stays as it is, even where a secret is empty', () => {
    const answer = { status: 400, headers: { a: 'b' }, body: 'no secret' };
    expect(blankEchoes(answer, ['', 'other'])).toEqual(answer);
  });
});
