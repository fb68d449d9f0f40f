import type { KeyObject } from 'node:crypto';

interface RegisteredCertificate {
  /** base64url SHA-256 thumbprint, the `x5t#S256` of an assertion. */
  readonly thumbprintSha256: string;
  readonly publicKey: KeyObject;
}

/** The Entra tenant with one app registration. */
export interface Directory {
  readonly tenantId: string;
  /** A verified domain, accepted instead of the tenant id. */
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientSecretExpiresOn: Date | null;
  readonly certificates: readonly RegisteredCertificate[];
  readonly servicePrincipal: 'present' | 'missing' | 'disabled';
  /** Origins of other environments in this tenant. */
  readonly otherResources: readonly string[];
}
