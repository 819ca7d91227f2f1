import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'

const LIMIT = 56 * 1024

/**
 * fhirclient refreshes without saying which client it is. Of one that cannot prove itself anyway the refresh token tells.
 * For every other request the form goes on as it came.
 */
export function fillInClient(provider: Provider): void {
  provider.use(async (ctx, next) => {
    const { req } = ctx
    if (req.method === 'POST' && ctx.path === '/token' && isForm(req) && req.headers.authorization === undefined)
      putBack(req, await withClient(provider, await read(req)))
    await next()
  })
}

function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
}

/** Reads up to the library's limit; what is longer it refuses itself. */
async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > LIMIT) break
  }
  return Buffer.concat(chunks)
}

async function withClient(provider: Provider, body: Buffer): Promise<Buffer> {
  const form = new URLSearchParams(body.toString('utf8'))
  const token = form.get('refresh_token')
  if (token === null || form.get('grant_type') !== 'refresh_token' || form.has('client_id')) return body
  if (form.has('client_assertion')) return body
  const found = await provider.RefreshToken.find(token, { ignoreExpiration: true })
  const client = found?.clientId === undefined ? undefined : await provider.Client.find(found.clientId)
  if (client?.tokenEndpointAuthMethod !== 'none') return body
  form.set('client_id', client.clientId)
  return Buffer.from(form.toString())
}

/** The library reads the form from the request: it is given one that has it. */
function putBack(request: IncomingMessage, body: Buffer): void {
  request.headers['content-length'] = String(body.byteLength)
  Object.defineProperties(request, {
    readable: { value: true },
    iterator: {
      value: async function* () {
        yield await Promise.resolve(body)
      },
    },
  })
}
