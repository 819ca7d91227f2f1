import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono, type Context } from 'hono'

/** Which other origins the pages of the SMART app have to do with. */
export interface AppPagesDeps {
  /** Who may hold them in a frame, beside ourselves. */
  readonly frameAncestors: readonly string[]
  /** Whom they may ask, beside ourselves: the EHRs' FHIR servers. */
  readonly connectSrc: readonly string[]
}

const DIST = new URL('../../../smart-app/dist/', import.meta.url)

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Names that the build gives; anything else, a source map too, is not there. */
const ASSET = /^[\w.-]+\.(js|css|svg)$/

/**
 * The built SMART app (docs/app-launch.md): `/launch` and everything below `/app/` are its two pages, never kept by a
 * browser; `/app/assets/` holds what they load, kept for good because each name is a hash of its content.
 */
export function appPages(origins: () => AppPagesDeps): Hono {
  const app = new Hono()
  const page = (name: string) => async (c: Context) => {
    const file = new URL(name, DIST)
    if (!existsSync(file)) return c.text('The app is not built. `npm run build` makes it.\n', 503)
    return c.body(await readFile(file, 'utf8'), 200, pageHeaders(origins()))
  }
  const file = fileReader()
  app.get('/launch', page('launch.html'))
  app.get('/app/assets/:name', async (c) => asset(c, await file(`assets/${c.req.param('name')}`)))
  app.get('/app/favicon.svg', async (c) => asset(c, await file('favicon.svg')))
  app.get('/app', (c) => c.redirect('/app/'))
  app.get('/app/*', page('index.html'))
  return app
}

interface AssetFile {
  readonly type: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
}

/** Reads a file of the build once; a name that the build does not give is no file. */
function fileReader(): (path: string) => Promise<AssetFile | undefined> {
  const kept = new Map<string, AssetFile>()
  return async (path) => {
    const known = kept.get(path)
    if (known) return known
    const [, ending = ''] = ASSET.exec(path.replace(/^assets\//, '')) ?? []
    const type = TYPES[ending]
    if (type === undefined) return undefined
    const plain = await readFile(new URL(path, DIST)).catch(() => undefined)
    if (!plain) return undefined
    const read = { type, plain: new Uint8Array(plain), gzip: new Uint8Array(await promisify(gzip)(plain)) }
    kept.set(path, read)
    return read
  }
}

function asset(c: Context, found: AssetFile | undefined): Response {
  if (!found) return c.text('There is no such file.\n', 404)
  const packed = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  return c.body(packed ? found.gzip : found.plain, 200, {
    'content-type': found.type,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    ...(packed && { 'content-encoding': 'gzip' }),
  })
}

/** No inline script or style runs in the pages, and only registered EHRs hold them in a frame or are asked by them. */
function pageHeaders({ frameAncestors, connectSrc }: AppPagesDeps): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connectSrc].join(' '),
    ["frame-ancestors 'self'", ...frameAncestors].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}
