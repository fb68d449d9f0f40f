import { createHash, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startEmulator } from '../start-emulator.ts';
import { connect, fetchAnswer, requestToken } from '../testing/client.ts';

describe('1. The token endpoint checks its input and fails as Entra does', () => {
  test('a token is valid for 3599 seconds and gives access to the Web API', async () => {
    await using emulator = await startEmulator();
    const answer = await requestToken(emulator);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
    const client = await connect(emulator);
    expect((await client.get('WhoAmI')).json).toMatchObject({ OrganizationId: emulator.organizationId });
  });

  test('credentials can be sent as HTTP Basic', async () => {
    await using emulator = await startEmulator({ clientSecret: 'ab~c+d/e:f' });
    const credentials = `${emulator.clientId}:${encodeURIComponent(emulator.clientSecret)}`;
    const answer = await requestToken(emulator, { client_id: null, client_secret: null }, emulator.tenantId, {
      Authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no secret', { client_secret: null }, 401, 'invalid_client', 7000218],
    [
      'an unknown client',
      { client_id: '00000000-0000-4000-8000-000000000000' },
      400,
      'unauthorized_client',
      700016,
    ],
    ['no client', { client_id: null }, 400, 'invalid_request', 900144],
    ['no grant type', { grant_type: null }, 400, 'invalid_request', 900144],
    ['a scope without /.default', { scope: 'http://127.0.0.1' }, 400, 'invalid_scope', 70011],
    ['a scope with a stray blank', { scope: 'http://127.0.0.1 /.default' }, 400, 'invalid_scope', 70011],
    ['another resource', { scope: 'http://127.0.0.1:1/.default' }, 400, 'invalid_resource', 500011],
  ])('%s is refused', async (_, fields, status, error, code) => {
    await using emulator = await startEmulator();
    const answer = await requestToken(emulator, fields);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({
      error,
      error_codes: [code],
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    });
    const description = z.object({ error_description: z.string() }).parse(answer.json).error_description;
    expect(description).toMatch(new RegExp(`^AADSTS${code}: .* Trace ID: .* Correlation ID: .* Timestamp: `));
    expect(answer.text).not.toContain(emulator.clientSecret);
  });

  test('an unknown tenant and a malformed one have different errors', async () => {
    await using emulator = await startEmulator();
    const unknown = await requestToken(emulator, {}, '00000000-0000-4000-8000-000000000000');
    expect(unknown).toMatchObject({ status: 400, json: { error: 'invalid_request', error_codes: [90002] } });
    const malformed = await requestToken(emulator, {}, 'not-a-tenant');
    expect(malformed).toMatchObject({
      status: 400,
      json: { error: 'invalid_request', error_codes: [900023] },
    });
  });

  test('an expired secret and a wrong one have different errors', async () => {
    await using emulator = await startEmulator();
    emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' });
    const answer = await requestToken(emulator);
    expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client', error_codes: [7000222] } });
    emulator.setSecret({ clientSecret: 'renewed', expiresOn: null });
    expect((await requestToken(emulator)).status).toBe(200);
  });

  test('an application without a service principal or a disabled one gets no token', async () => {
    await using emulator = await startEmulator();
    emulator.setDirectory({ servicePrincipal: 'missing' });
    expect((await requestToken(emulator)).json).toMatchObject({
      error: 'invalid_client',
      error_codes: [7000229],
    });
    emulator.setDirectory({ servicePrincipal: 'disabled' });
    expect((await requestToken(emulator)).json).toMatchObject({
      error: 'unauthorized_client',
      error_codes: [7000112],
    });
  });

  test('a client assertion is accepted if a registered certificate has signed it', async () => {
    await using emulator = await startEmulator();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const thumbprintSha256 = createHash('sha256').update(publicKeyPem).digest('base64url');
    const assertion = (subject: string) =>
      new SignJWT({ jti: 'once' })
        .setProtectedHeader({ alg: 'PS256', 'x5t#S256': thumbprintSha256 })
        .setIssuer(subject)
        .setSubject(subject)
        .setAudience(`${emulator.authority}/${emulator.tenantId}/oauth2/v2.0/token`)
        .setNotBefore('0s')
        .setExpirationTime('5m')
        .sign(privateKey);
    const ask = async (subject: string) =>
      requestToken(emulator, {
        client_secret: null,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(subject),
      });
    expect((await ask(emulator.clientId)).json).toMatchObject({
      error: 'invalid_client',
      error_codes: [700027],
    });
    emulator.setDirectory({ certificates: [{ thumbprintSha256, publicKeyPem }] });
    expect((await ask(emulator.clientId)).status).toBe(200);
    expect((await ask('somebody else')).json).toMatchObject({ error_codes: [700030] });
  });

  test('discovery names the token endpoint', async () => {
    await using emulator = await startEmulator();
    const answer = await fetchAnswer(
      `${emulator.authority}/${emulator.tenantId}/v2.0/.well-known/openid-configuration`,
    );
    expect(answer.json).toMatchObject({
      token_endpoint: `${emulator.authority}/${emulator.tenantId}/oauth2/v2.0/token`,
      issuer: `${emulator.authority}/${emulator.tenantId}/v2.0`,
    });
  });

  test('without a token, with a token for another audience or tenant, or an expired one: 401 and a challenge', async () => {
    let now = new Date('2026-03-01T10:00:00Z');
    await using emulator = await startEmulator({ runtime: { now: () => now } });
    await using other = await startEmulator({
      tenantId: emulator.tenantId,
      clientId: emulator.clientId,
      runtime: { now: () => now },
    });
    const api = `${emulator.baseUrl}/api/data/v9.2/WhoAmI`;
    const client = await connect(emulator);
    const otherClient = await connect(other);
    expect((await client.get('WhoAmI')).status).toBe(200);
    const refusals = [
      await fetchAnswer(api),
      await fetchAnswer(api, { headers: { Authorization: 'Bearer nonsense' } }),
      await fetchAnswer(api, { headers: { Authorization: `Bearer ${otherClient.token}` } }),
    ];
    now = new Date(now.getTime() + 3_599_000);
    refusals.push(await client.get('WhoAmI'));
    now = new Date('2026-03-01T10:00:00Z');
    emulator.setDirectory({ tenantId: '00000000-0000-4000-8000-000000000000' });
    refusals.push(await client.get('WhoAmI'));
    for (const refused of refusals) {
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toMatch(
        /^Bearer authorization_uri=http:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]{36}\/oauth2\/authorize, resource_id=http:\/\/127\.0\.0\.1:\d+\/$/,
      );
    }
  });

  test('a token for the environment URL with a trailing slash has another audience', async () => {
    await using emulator = await startEmulator();
    const answer = await requestToken(emulator, { scope: `${emulator.baseUrl}//.default` });
    const token = z.object({ access_token: z.string() }).parse(answer.json).access_token;
    const refused = await fetchAnswer(`${emulator.baseUrl}/api/data/v9.2/WhoAmI`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(refused.status).toBe(401);
  });
});
