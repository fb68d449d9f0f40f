import { NonRetryableIntegrationError } from '../../../crm/integration-error.ts';

export type Environment = {
  /** `https://org123.crm4.dynamics.com`, without a trailing slash. */
  origin: string;
  host: string;
  /** The origin that issues tokens for this cloud. */
  authority: string;
};

export type HostSettings = {
  /** Exact origins accepted besides the known hosts. */
  devOrigins: readonly string[];
  /** Replaces the cloud's own authority. */
  entraAuthority: string | null;
};

const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';

/**
 * The environment hosts of each cloud and its authority. GCC is `crm9` of the public cloud.
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

/** Hosts that Dataverse requests can reach. The egress guard adds the development origins. */
export const ENVIRONMENT_HOSTS: readonly RegExp[] = CLOUDS.map((cloud) => cloud.host);

/** Hosts that token requests can reach. */
export const AUTHORITY_HOSTS: readonly RegExp[] = [
  /^login\.microsoftonline\.com$/,
  /^login\.microsoftonline\.us$/,
  /^login\.partner\.microsoftonline\.cn$/,
];

/**
 * The environment of a URL whose syntax is already normalised.
 *
 * @throws NonRetryableIntegrationError ENVIRONMENT_URL_INVALID, ENVIRONMENT_URL_NOT_HTTPS,
 * ENVIRONMENT_HOST_NOT_ALLOWED, or ENVIRONMENT_URL_IS_PROXY or ENVIRONMENT_URL_HAS_PATH with the `origin` to use instead.
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
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isHttp || url.username !== '' || url.password !== '') {
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
  const host = PROXY_HOST.exec(url.hostname)?.[1];
  if (host !== undefined && ENVIRONMENT_HOSTS.some((pattern) => pattern.test(host))) {
    throw new NonRetryableIntegrationError({
      code: 'ENVIRONMENT_URL_IS_PROXY',
      params: { origin: `https://${host}` },
    });
  }
  throw new NonRetryableIntegrationError({
    code: 'ENVIRONMENT_HOST_NOT_ALLOWED',
    params: { host: url.host.slice(0, 255) },
  });
}

/**
 * Defender for Cloud Apps appends a suffix to the host of each app that people open through it.
 *
 * @see https://learn.microsoft.com/defender-cloud-apps/proxy-intro-aad
 */
const PROXY_HOST = /^(.+)\.mcas(?:\.ms|-gov\.us)$/;
