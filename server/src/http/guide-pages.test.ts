import { ERROR_CODES } from '@goodfunds/shared';
import { skipReasonSchema } from '@goodfunds/shared/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUIDE_LANGUAGES, GUIDE_NAMES } from '../../../scripts/guides/guide-layout.ts';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';

const addresses = GUIDE_LANGUAGES.flatMap((language) => [
  `/guides/${language}`,
  ...GUIDE_NAMES.map((name) => `/guides/${language}/${name}`),
]);

describe('the guides', () => {
  let app: MemoryApp;
  beforeAll(async () => {
    app = await startMemoryApp();
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const get = async (path: string, headers: Record<string, string> = {}) =>
    await fetch(`${app.url}${path}`, { headers, redirect: 'manual' });
  const textOf = async (path: string) => await (await get(path)).text();

  it.each(addresses)(
    'are at %s, as a page that loads nothing from other origins and runs no scripts',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toBe(
        "default-src 'none';style-src 'self';img-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
      const page = await answer.text();
      expect(page).toMatch(/<title>[^<]+ · GoodFunds<\/title>/);
      expect(page).toContain('<link rel="icon" href=');
      expect(page).not.toMatch(/<script|style=| on\w+=/);
    },
  );

  it.each(addresses)('have no broken link at %s', async (path) => {
    const page = await textOf(path);
    const links = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of new Set(links)) {
      const { pathname, hash } = new URL(link, `${app.url}${path}`);
      const target = await get(pathname);
      expect([link, target.status]).toEqual([link, 200]);
      const anchor = hash === '' ? '' : `id="${decodeURIComponent(hash.slice(1))}"`;
      expect(await target.text()).toContain(anchor);
    }
  });

  it.each(GUIDE_LANGUAGES)(
    'explain every code and every reason at an anchor of its own (%s)',
    async (language) => {
      const page = await textOf(`/guides/${language}/messages`);
      const codes = [...Object.keys(ERROR_CODES), ...skipReasonSchema.options];
      expect(codes.filter((code) => !page.includes(`id="${code}"`))).toEqual([]);
      const anchors = [...page.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor);
      expect(new Set(anchors).size).toBe(anchors.length);
    },
  );

  it('describe every picture', async () => {
    for (const path of addresses) {
      for (const [image] of (await textOf(path)).matchAll(/<img[^>]*>/g))
        expect(image).toMatch(/ alt="[^"]{30,}"/);
    }
  });

  it.each(GUIDE_NAMES)('have the same structure in both languages: %s', async (name) => {
    const shapes = GUIDE_LANGUAGES.map(async (language) => {
      const page = await textOf(`/guides/${language}/${name}`);
      return [...page.matchAll(/<(h[1-3]|li|img|tr|blockquote)\b/g)].map(([, name]) => name);
    });
    const [german, english] = await Promise.all(shapes);
    expect(english).toEqual(german);
  });

  it('link to the same page in the other language', async () => {
    expect(await textOf('/guides/de/strategies')).toContain('<a href="../en/strategies" hreflang="en"');
    expect(await textOf('/guides/en')).toContain('<a href="de" hreflang="de"');
  });

  it('redirect to the language that the browser prefers', async () => {
    for (const [asked, location] of [
      ['en-GB,en;q=0.9,de;q=0.5', 'guides/en'],
      ['de-AT', 'guides/de'],
      ['fr', 'guides/de'],
    ] as const) {
      const answer = await get('/guides', { 'accept-language': asked });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
    }
    expect((await get('/guides/')).headers.get('location')).toBe('de');
    expect((await get('/guides/de/')).headers.get('location')).toBe('../de');
  });

  it.each([
    '/guides/fr',
    '/guides/de/unknown',
    '/guides/de/messages/more',
    '/guides/de/messages.md',
    '/guides/de/..%2f..%2farchitecture',
    '/guides/pictures/',
    '/guides/pictures/unknown.png',
    '/guides/pictures/..%2farchitecture.md',
    '/guides/__proto__/messages',
  ])('are not found at %s, which lists the existing ones', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    const page = await answer.text();
    const links = [...page.matchAll(/<li><a href="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links).toHaveLength(GUIDE_NAMES.length);
    for (const link of links) {
      const { pathname } = new URL(link, `${app.url}${path}`);
      expect((await get(pathname)).status).toBe(200);
    }
  });
});
