import { Agent, fetch, type RequestInit as AgentRequest, type Response as AgentResponse } from 'undici'
import { OutboundFault, type OutboundFetch } from '#ports/outbound-fetch.ts'
import type { AddressKind } from './address-rules.ts'
import { boundedBody } from './bounded-body.ts'
import { guardedConnect, systemResolve, type Resolve } from './guarded-connect.ts'

/** Whom the server may ask, how long it waits, and how much it takes. */
export interface GuardOptions {
  /** Origins that may lie in a private network and be asked by plain HTTP: the operator names them. */
  readonly privateOrigins: readonly string[]
  /** Demo mode: this machine may be asked, under its own names. */
  readonly loopback: boolean
  /** From the request to the last byte of the answer. */
  readonly seconds: number
  /** Of the answer's body, when it is unpacked. */
  readonly bytes: number
  /** Absent: the machine's resolver. */
  readonly resolve?: Resolve
}

/**
 * The one way in which the server asks others: by https, at public addresses, of which a connection's is judged when it is
 * opened. Redirects are not followed, and no proxy of the environment is used. Exceptions are only those of the options.
 */
export function createGuardedFetch(options: GuardOptions): OutboundFetch {
  const routes = routesOf(options)
  return async (address, init = {}) => {
    const url = parsed(address)
    const dispatcher = routes(url)
    const time = new TimeLimit(options.seconds, url.origin, init.signal ?? undefined)
    try {
      const request = { ...init, dispatcher, redirect: 'manual', signal: time.signal } as AgentRequest
      const answer = await fetch(url.href, request)
      if (isRedirect(answer) && init.redirect !== 'manual') throw redirected(url)
      return bounded(answer, { bytes: options.bytes, origin: url.origin, time })
    } catch (error) {
      // Of an answer that is not taken nothing more is waited for: its connection would stay open as long as it goes on.
      const fault = time.faultOf(error)
      time.over(fault instanceof OutboundFault ? fault : undefined)
      throw fault
    }
  }
}

/** Connections of one kind of origin are never used for another. */
function routesOf({ privateOrigins, loopback, resolve = systemResolve }: GuardOptions): (url: URL) => Agent {
  const agent = (...kinds: readonly AddressKind[]) => new Agent({ connect: guardedConnect(new Set(kinds), resolve) })
  const named = new Set(privateOrigins)
  const anybody = agent('public')
  const namedOnes = agent('public', 'private', 'loopback')
  const thisMachine = agent('loopback')
  return (url) => {
    if (named.has(url.origin)) return namedOnes
    if (loopback && LOOPBACK_NAME.test(url.hostname)) return thisMachine
    if (url.protocol === 'https:') return anybody
    throw new OutboundFault('url', `${url.origin} is not https (setting OUTBOUND_PRIVATE_ORIGINS names exceptions).`)
  }
}

const LOOPBACK_NAME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

function parsed(address: string): URL {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) throw new OutboundFault('url', 'Only http and https URLs are asked.')
  if (`${url.username}${url.password}` !== '')
    throw new OutboundFault('url', `A URL of ${url.origin} holds a user or a password.`)
  return url
}

const REDIRECTS = [301, 302, 303, 307, 308]

function isRedirect({ status }: AgentResponse): boolean {
  return REDIRECTS.includes(status)
}

function redirected({ origin }: URL): OutboundFault {
  return new OutboundFault('redirect', `${origin} sends elsewhere, and redirects are not followed.`)
}

interface Bounds {
  readonly bytes: number
  readonly origin: string
  readonly time: TimeLimit
}

function bounded(answer: AgentResponse, { bytes, origin, time }: Bounds): Response {
  const { body, status, statusText } = answer
  const head = { status, statusText, headers: [...answer.headers] }
  if (!body) {
    time.over()
    return new Response(null, head)
  }
  const tooLarge = () => new OutboundFault('too-large', `${origin} answers with more than ${bytes} bytes.`)
  return new Response(
    boundedBody(body, {
      bytes,
      tooLarge,
      faultOf: (error) => time.faultOf(error),
      over: (fault) => {
        time.over(fault)
      },
    }),
    head,
  )
}

/** The time of one request, until its answer has been read. */
class TimeLimit {
  readonly signal: AbortSignal
  readonly #origin: string
  readonly #caller: AbortSignal | undefined
  readonly #ours = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(seconds: number, origin: string, caller: AbortSignal | undefined) {
    this.#origin = origin
    this.#caller = caller
    this.signal = caller ? AbortSignal.any([caller, this.#ours.signal]) : this.#ours.signal
    this.#timer = setTimeout(() => {
      this.#ours.abort(new OutboundFault('timeout', `${origin} did not answer within ${seconds} seconds.`))
    }, seconds * 1000).unref()
  }

  /** Nothing is waited for any more. @param fault why what is still coming is cut off */
  over(fault?: OutboundFault): void {
    clearTimeout(this.#timer)
    if (fault) this.#ours.abort(fault)
  }

  /** What the caller gave up is the caller's own reason; all else is one of ours. */
  faultOf(error: unknown): unknown {
    if (this.#caller?.aborted === true) return this.#caller.reason
    const { cause } = error instanceof Error ? error : { cause: undefined }
    const found = [this.#ours.signal.reason as unknown, error, cause].find((each) => each instanceof OutboundFault)
    return found ?? new OutboundFault('unreachable', `${this.#origin} cannot be reached.`, { cause: error })
  }
}
