import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { OutboundFault, type OutboundReason } from '../../server/ports/outbound-fetch.ts'
import { createGuardedFetch, type GuardOptions } from '../../server/outbound/guarded-fetch.ts'

const KILOBYTE = 1024

/** What the server on this machine was asked, by path. Whoever was refused never comes so far. */
const asked: string[] = []
let port: number
let stop: () => Promise<void>

const answers: Readonly<Record<string, (outgoing: ServerResponse, incoming: IncomingMessage) => void>> = {
  '/ok': (outgoing) => outgoing.end('{"fine":true}'),
  '/empty': (outgoing) => outgoing.writeHead(204).end(),
  '/away': (outgoing) => outgoing.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/back': (outgoing) => outgoing.writeHead(307, { location: '/ok' }).end(),
  '/away-endless': (outgoing) => {
    outgoing.once('close', () => asked.push('closed'))
    outgoing.writeHead(302, { location: '/ok' }).write('x'.repeat(KILOBYTE))
  },
  '/fits': (outgoing) => outgoing.end('x'.repeat(KILOBYTE)),
  '/large': (outgoing) => outgoing.end('x'.repeat(KILOBYTE + 1)),
  '/packed': (outgoing) =>
    outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(KILOBYTE * 100))),
  '/silent': () => undefined,
  '/trickle': (outgoing) => outgoing.writeHead(200).write('x'),
  '/cut': (outgoing) => {
    outgoing.writeHead(200, { 'content-length': '100' }).write('x', () => outgoing.destroy())
  },
  '/strange': (outgoing) => outgoing.socket?.end('HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n'),
}

beforeAll(async () => {
  const server = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '')
    answers[incoming.url ?? '']?.(outgoing, incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ;({ port } = server.address() as AddressInfo)
  stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
afterAll(() => stop())
beforeEach(() => {
  asked.length = 0
})

/** A resolver that answers each name in its turn, the last answer for good. */
function resolver(...turns: readonly (readonly string[])[]) {
  let turn = 0
  return (): ReturnType<NonNullable<GuardOptions['resolve']>> => {
    const addresses = turns[Math.min(turn++, turns.length - 1)] ?? []
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
  }
}

const guarded = (over: Partial<GuardOptions> = {}) =>
  createGuardedFetch({ privateOrigins: [], loopback: false, seconds: 10, bytes: KILOBYTE, ...over })

const here = (over: Partial<GuardOptions> = {}) => guarded({ privateOrigins: [`http://127.0.0.1:${port}`], ...over })

async function reasonOf(answer: Promise<unknown>): Promise<OutboundReason | undefined> {
  try {
    await answer
    return undefined
  } catch (error) {
    if (error instanceof OutboundFault) return error.reason
    throw error
  }
}

describe('an address that may not be reached is not', () => {
  test.each([
    ['https://127.0.0.1:PORT/ok'],
    ['https://[::1]:PORT/ok'],
    ['https://[::ffff:127.0.0.1]:PORT/ok'],
    ['https://2130706433:PORT/ok'],
    ['https://0x7f.1:PORT/ok'],
    ['https://127.1:PORT/ok'],
    ['https://017700000001:PORT/ok'],
    ['https://localhost:PORT/ok'],
    ['https://10.0.0.1/ok'],
    ['https://169.254.169.254/latest/meta-data/'],
    ['https://[fd00:ec2::254]/'],
    ['https://[fe80::1]/'],
    ['https://0.0.0.0:PORT/ok'],
    ['https://100.64.0.1/'],
    ['https://224.0.0.1/'],
  ])('%s', async (url) => {
    expect(await reasonOf(guarded()(url.replace('PORT', String(port))))).toBe('address')
    expect(asked).toEqual([])
  })

  test.each([
    ['of this machine', [['127.0.0.1']]],
    ['of a private network', [['10.1.2.3']]],
    ['of this machine beside a public one', [['8.8.8.8', '127.0.0.1']]],
    ['none at all', [[]]],
    ['of a cloud that tells secrets', [['169.254.169.254']]],
    ['of this machine, as IPv6', [['::ffff:127.0.0.1']]],
  ])('by a name that has an address %s', async (_what, turns) => {
    const fetch = guarded({ resolve: resolver(...turns) })
    expect(await reasonOf(fetch(`https://ehr.example:${port}/ok`))).toBe('address')
    expect(asked).toEqual([])
  })

  test('by a name that was public a moment ago: what a connection is made to was judged for it', async () => {
    let lookups = 0
    const turns = resolver(['192.31.196.1'], ['127.0.0.1'])
    const fetch = guarded({
      seconds: 0.2,
      resolve: () => {
        lookups++
        return turns()
      },
    })
    expect(await reasonOf(fetch(`https://ehr.example:${port}/ok`))).toMatch(/timeout|unreachable/)
    expect(lookups).toBe(1)
    expect(await reasonOf(fetch(`https://ehr.example:${port}/ok`))).toBe('address')
    expect(asked).toEqual([])
  })

  test('though its origin may lie in a private network, where it is one that tells secrets', async () => {
    const origin = `http://ehr.internal:${port}`
    const fetch = guarded({ privateOrigins: [origin], resolve: resolver(['169.254.169.254']) })
    expect(await reasonOf(fetch(`${origin}/ok`))).toBe('address')
  })
})

describe('an origin that the settings name', () => {
  test('is asked by plain HTTP at a private address, by its name and port alone', async () => {
    const origin = `http://ehr.internal:${port}`
    const fetch = guarded({ privateOrigins: [origin], resolve: resolver(['127.0.0.1']) })
    expect(await (await fetch(`${origin}/ok`)).json()).toEqual({ fine: true })
    expect(await reasonOf(fetch(`http://other.internal:${port}/ok`))).toBe('url')
    expect(await reasonOf(fetch(`https://ehr.internal:${port}/ok`))).toBe('address')
    expect(await reasonOf(fetch('http://ehr.internal/ok'))).toBe('url')
    expect(asked).toEqual(['/ok'])
  })
})

describe('in demo mode', () => {
  test('this machine is asked under its own names, and under no other', async () => {
    const fetch = guarded({ loopback: true })
    expect((await fetch(`http://localhost:${port}/ok`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/ok`)).status).toBe(200)
    const rebound = guarded({ loopback: true, resolve: resolver(['127.0.0.1']) })
    expect(await reasonOf(rebound(`https://ehr.example:${port}/ok`))).toBe('address')
    expect(await reasonOf(rebound(`http://ehr.example:${port}/ok`))).toBe('url')
    const elsewhere = guarded({ loopback: true, resolve: resolver(['10.0.0.1']) })
    expect(await reasonOf(elsewhere(`http://localhost:${port}/ok`))).toBe('address')
    expect(asked).toEqual(['/ok', '/ok'])
  })
})

describe('a URL that may not be asked', () => {
  test.each([
    ['file:///etc/passwd'],
    ['ftp://ehr.example/'],
    ['data:text/plain,x'],
    ['http://ehr.example/'],
    ['https://user:secret@ehr.example/'],
    ['not a URL'],
  ])('%s', async (url) => {
    const error = await guarded()(url).catch((fault: unknown) => fault)
    expect(error).toBeInstanceOf(OutboundFault)
    expect(error).toMatchObject({ reason: 'url' })
    expect(String(error)).not.toContain('secret')
  })
})

describe('an answer', () => {
  const at = (path: string) => `http://127.0.0.1:${port}${path}`

  test('comes as it is', async () => {
    expect(await (await here()(at('/fits'))).text()).toHaveLength(KILOBYTE)
    const empty = await here()(at('/empty'))
    expect([empty.status, await empty.text()]).toEqual([204, ''])
  })

  test.each([['/away'], ['/back']])('that sends elsewhere is not followed: %s', async (path) => {
    expect(await reasonOf(here()(at(path)))).toBe('redirect')
    expect(asked).toEqual([path])
    expect((await here()(at(path), { redirect: 'manual' })).headers.get('location')).not.toBeNull()
  })

  test('that sends elsewhere and goes on without end is hung up on', async () => {
    expect(await reasonOf(here()(at('/away-endless')))).toBe('redirect')
    await expect.poll(() => asked).toEqual(['/away-endless', 'closed'])
  })

  test.each([['/large'], ['/packed']])('that is too large is cut off: %s', async (path) => {
    const answer = await here()(at(path))
    expect(await reasonOf(answer.text())).toBe('too-large')
  })

  test('that does not begin in time is given up', async () => {
    expect(await reasonOf(here({ seconds: 0.1 })(at('/silent')))).toBe('timeout')
  })

  test('that does not end in time is given up', async () => {
    const answer = await here({ seconds: 0.3 })(at('/trickle'))
    expect(await reasonOf(answer.text())).toBe('timeout')
  })

  test.each([['/strange']])('that is no HTTP is none: %s', async (path) => {
    expect(await reasonOf(here()(at(path)))).toBe('unreachable')
  })

  test('that breaks off is none', async () => {
    const answer = await here()(at('/cut'))
    expect(await reasonOf(answer.text())).toBe('unreachable')
  })

  test('of nobody is said to be so, without the path', async () => {
    const origin = 'http://127.0.0.1:1'
    const error = await guarded({ privateOrigins: [origin] })(`${origin}/Patient/secret`).catch(
      (fault: unknown) => fault,
    )
    expect(error).toMatchObject({ reason: 'unreachable' })
    expect(String(error)).not.toContain('secret')
  })

  test('that the caller gives up ends with the caller’s own reason', async () => {
    const giveUp = new AbortController()
    const answer = here()(at('/silent'), { signal: giveUp.signal })
    giveUp.abort(new Error('mine'))
    await expect(answer).rejects.toThrow('mine')
  })
})
