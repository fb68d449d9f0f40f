import type { JWTPayload } from 'jose';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Environment } from '../environment/environment.ts';
import { TokenRefusal } from './token-errors.ts';

/**
 * Checks a JWT signed with one of the application's certificates.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export async function assertClientAssertion(
  environment: Environment,
  assertion: string,
  tokenUrl: string,
): Promise<void> {
  const { certificates, clientId } = environment.directory;
  const thumbprint = thumbprintOf(assertion);
  const certificate = certificates.find((each) => each.thumbprintSha256 === thumbprint);
  if (certificate === undefined) throw new TokenRefusal('700027');
  const payload = await verified(() =>
    jwtVerify(assertion, certificate.publicKey, {
      algorithms: ['PS256', 'RS256'],
      audience: tokenUrl,
      currentDate: environment.runtime.now(),
      clockTolerance: 300,
    }),
  );
  if (payload.iss !== clientId || payload.sub !== clientId) throw new TokenRefusal('700030');
}

function thumbprintOf(assertion: string): unknown {
  try {
    return decodeProtectedHeader(assertion)['x5t#S256'];
  } catch {
    throw new TokenRefusal('700027');
  }
}

async function verified(verify: () => Promise<{ readonly payload: JWTPayload }>): Promise<JWTPayload> {
  try {
    return (await verify()).payload;
  } catch (cause) {
    if (cause instanceof errors.JOSEError) throw new TokenRefusal('700027');
    throw cause;
  }
}
