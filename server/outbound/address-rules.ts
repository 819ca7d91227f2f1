import { BlockList, isIP } from 'node:net'

/** What an address may be for: anybody, those whom the settings name, this machine itself, or nobody. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'never'

type Block = readonly [network: string, prefix: number]

const LOOPBACK: readonly Block[] = [
  ['127.0.0.0', 8],
  ['::1', 128],
]

/** RFC 1918, RFC 6598 (carriers' own), RFC 4193 (unique local). */
const PRIVATE: readonly Block[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['fc00::', 7],
]

/**
 * Where clouds tell a machine its secrets, beside 169.254.169.254: Alibaba, Azure, Oracle, AWS by IPv6. Whoever may reach a
 * private network may not reach these.
 */
const METADATA: readonly Block[] = [
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
]

/**
 * What is not globally reachable and nobody's own network either, by the IANA registries of special-purpose addresses:
 * unspecified, link-local, protocol assignments, documentation, benchmarks, multicast, reserved. Of IPv6, what carries an
 * IPv4 address within (6to4, Teredo, NAT64) could lead anywhere; beyond 2000::/3 nothing is global.
 */
const SPECIAL: readonly Block[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const GLOBAL_IPV6: readonly Block[] = [['2000::', 3]]

const never = blockList([...METADATA, ...SPECIAL])
const loopback = blockList(LOOPBACK)
const privateNetworks = blockList(PRIVATE)
const globalIpv6 = blockList(GLOBAL_IPV6)

/** What kind an address is. An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) is what it is as IPv4. */
export function addressKind(address: string): AddressKind {
  const text = mappedIpv4(address) ?? address
  const version = isIP(text)
  // With a zone it is an address of one link only.
  if (version === 0 || text.includes('%')) return 'never'
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (never.check(text, family)) return 'never'
  if (loopback.check(text, family)) return 'loopback'
  if (privateNetworks.check(text, family)) return 'private'
  return family === 'ipv4' || globalIpv6.check(text, family) ? 'public' : 'never'
}

function blockList(blocks: readonly Block[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of blocks) list.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4')
  return list
}

/** `::ffff:7f00:1` and `::ffff:127.0.0.1` are 127.0.0.1 (RFC 4291 section 2.5.5.2). */
function mappedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined
  const [, last] = /^\[?::ffff:(.+?)\]?$/.exec(new URL(`http://[${address.replace(/%.*/, '')}]`).hostname) ?? []
  if (last === undefined) return undefined
  const [high = 0, low = 0] = last.split(':').map((part) => parseInt(part, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
