import type { IncomingMessage } from 'node:http'

/** Whose address a request came from. The proxy appends the one that it saw; what stands before it, the client may have made up. */
export function addressOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: boolean,
): string | undefined {
  const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined
  const last = (typeof forwarded === 'string' ? forwarded : forwarded?.at(-1))?.split(',').at(-1)?.trim()
  return last === undefined || last === '' ? socket.remoteAddress : last
}

/** Whether an address is this machine's own. */
export function isLoopback(address = ''): boolean {
  return /^(::1|127(\.\d{1,3}){3})$/.test(address.replace(/^::ffff:/i, ''))
}

/**
 * Who is behind an address, as far as limits go: of IPv4 the address itself, of IPv6 its network of 64 bits, within which
 * anybody has as many addresses as they like. A port that some proxies write is left out.
 */
export function networkOf(address = ''): string {
  if (!address.includes(':')) return address
  const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(address)?.[1]
  if (ipv4 !== undefined) return ipv4
  const text = /^\[([^\]]*)\]/.exec(address)?.[1] ?? address
  const [head = '', tail = ''] = text.split('::')
  const first = groupsOf(head)
  const missing = text.includes('::') ? 8 - first.length - groupsOf(tail).length : 0
  const groups = [...first, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...groupsOf(tail)]
  return `${groups.slice(0, 4).map(plain).join(':')}::`
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':')
}

/** `0db8` and `DB8` are one. */
function plain(group: string): string {
  return group.toLowerCase().replace(/^0+(?=.)/, '')
}
