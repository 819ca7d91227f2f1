import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { OutboundFault } from '#ports/outbound-fetch.ts'
import { addressKind, type AddressKind } from './address-rules.ts'

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** By the machine's own resolver: hosts file, then DNS. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true })

/**
 * Opens connections to addresses of some kinds. A name is resolved once for each connection, and what was judged is what is
 * connected to: a name that resolves otherwise a moment later gains nothing. One address that may not be reached, and none
 * of that name is: which of them a connection would take is not ours to know.
 */
export function guardedConnect(kinds: ReadonlySet<AddressKind>, resolve: Resolve): buildConnector.connector {
  const mayReach = (address: string) => kinds.has(addressKind(address))
  const judged: LookupFunction = (hostname, { all }, answer) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (!first || !addresses.every(({ address }) => mayReach(address))) answer(refused(), [])
        else if (all === true) answer(null, [...addresses])
        else answer(null, first.address, first.family)
      },
      (error: unknown) => {
        answer(error instanceof Error ? error : new Error('The name cannot be resolved.'), [])
      },
    )
  }
  const connect = buildConnector({ lookup: judged, rejectUnauthorized: true })
  return (options, answer) => {
    // An address that is written in the URL is never looked up.
    if (isIP(options.hostname) !== 0 && !mayReach(options.hostname)) answer(refused(), null)
    else connect(options, answer)
  }
}

function refused(): OutboundFault {
  return new OutboundFault(
    'address',
    'The address is one of a private network, of this machine or of nobody, and may not be reached (setting OUTBOUND_PRIVATE_ORIGINS).',
  )
}
