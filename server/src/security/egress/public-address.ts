import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address belongs to the public internet. Mapped, translated and tunnelled addresses (v4-mapped, NAT64,
 * 6to4, Teredo) do not, because they hide another address.
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return isIpv6(parsed) ? parsed.match(GLOBAL_UNICAST_V6) : !PLATFORM_ADDRESSES.has(address);
}

/** The address in the host part of a URL; `null` where it is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : null;
}

const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** In a public range, but served by the platform itself: Azure's WireServer. */
const PLATFORM_ADDRESSES = new Set(['168.63.129.16']);

function isIpv6(address: ipaddr.IPv4 | ipaddr.IPv6): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}
