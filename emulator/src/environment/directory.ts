import type { KeyObject } from 'node:crypto';

interface RegisteredCertificate {
  /** base64url SHA-256 thumbprint, the `x5t#S256` of an assertion. */
  readonly thumbprintSha256: string;
  readonly publicKey: KeyObject;
}

/** The Entra tenant as far as one app registration is concerned. */
export interface Directory {
  readonly tenantId: string;
  /** A verified domain, accepted in place of the tenant id. */
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientSecretExpiresOn: Date | null;
  readonly certificates: readonly RegisteredCertificate[];
  readonly servicePrincipal: 'present' | 'missing' | 'disabled';
  /** Origins of environments of this tenant, besides this emulator's own. */
  readonly otherResources: readonly string[];
}
