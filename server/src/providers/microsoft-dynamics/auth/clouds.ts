import { NonRetryableIntegrationError } from '../../../crm/integration-error.ts';

export type Environment = {
  /** `https://org123.crm4.dynamics.com`, without a slash at its end. */
  origin: string;
  host: string;
  /** The origin that issues tokens for this cloud. */
  authority: string;
};

export type HostSettings = {
  /** Exact origins that are accepted besides the known hosts. */
  devOrigins: readonly string[];
  /** An origin instead of the cloud's own authority. */
  entraAuthority: string | null;
};

const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';

/**
 * The hosts of every cloud and the authority that belongs to them. GCC is `crm9` of the public cloud.
 *
 * @see https://learn.microsoft.com/power-platform/admin/new-datacenter-regions
 * @see https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
const CLOUDS = [
  { authority: PUBLIC_AUTHORITY, host: /^[a-z0-9][a-z0-9-]*\.crm\d*\.dynamics\.com$/ },
  { authority: 'https://login.microsoftonline.us', host: /^[a-z0-9][a-z0-9-]*\.crm\.microsoftdynamics\.us$/ },
  { authority: 'https://login.microsoftonline.us', host: /^[a-z0-9][a-z0-9-]*\.crm\.appsplatform\.us$/ },
  { authority: 'https://login.partner.microsoftonline.cn', host: /^[a-z0-9][a-z0-9-]*\.crm\.dynamics\.cn$/ },
] as const;

/** Host names that may be reached with Dataverse requests. Development origins are the egress's own affair. */
export const ENVIRONMENT_HOSTS: readonly RegExp[] = CLOUDS.map((cloud) => cloud.host);

/** Host names that may be asked for a token. */
export const AUTHORITY_HOSTS: readonly RegExp[] = [
  /^login\.microsoftonline\.com$/,
  /^login\.microsoftonline\.us$/,
  /^login\.partner\.microsoftonline\.cn$/,
];

/**
 * The environment behind an address whose syntax is cleaned already.
 *
 * @throws NonRetryableIntegrationError ENVIRONMENT_URL_INVALID, ENVIRONMENT_URL_NOT_HTTPS,
 * ENVIRONMENT_HOST_NOT_ALLOWED or ENVIRONMENT_URL_HAS_PATH, the last one with the `origin` to use instead.
 */
export function checkEnvironmentUrl(environmentUrl: string, settings: HostSettings): Environment {
  const url = parseUrl(environmentUrl);
  const authority = authorityOf(url, settings);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new NonRetryableIntegrationError({
      code: 'ENVIRONMENT_URL_HAS_PATH',
      params: { origin: url.origin },
    });
  }
  return { origin: url.origin, host: url.host, authority: settings.entraAuthority ?? authority };
}

function parseUrl(environmentUrl: string): URL {
  const url = URL.canParse(environmentUrl) ? new URL(environmentUrl) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.username !== '' || url.password !== '') {
    throw new NonRetryableIntegrationError({ code: 'ENVIRONMENT_URL_INVALID' });
  }
  return url;
}

function authorityOf(url: URL, settings: HostSettings): string {
  if (settings.devOrigins.includes(url.origin)) return PUBLIC_AUTHORITY;
  if (url.protocol !== 'https:') {
    throw new NonRetryableIntegrationError({ code: 'ENVIRONMENT_URL_NOT_HTTPS' });
  }
  const cloud = url.port === '' ? CLOUDS.find((candidate) => candidate.host.test(url.hostname)) : undefined;
  if (cloud) return cloud.authority;
  throw new NonRetryableIntegrationError({
    code: 'ENVIRONMENT_HOST_NOT_ALLOWED',
    params: { host: url.host.slice(0, 255) },
  });
}
