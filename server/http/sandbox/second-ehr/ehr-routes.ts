import type { OperationOutcome } from '@medplum/fhirtypes'
import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import { parseScopes } from '../../../auth/scopes.ts'
import type { FhirResponse } from '../../../fhir/exchange.ts'
import { isOwnScript, isThisMachine } from '../../site/own-page.ts'
import type { DemoSite, PagesDeps } from '../../site/pages-deps.ts'
import { textOf } from '../../site/demo-reader.ts'
import { EHR_KINDS, type EhrKind } from './ehr-kinds.ts'
import { refusalOf } from './ehr-refusals.ts'
import { makeEhrKey, SecondEhr, type EhrGrant } from './second-ehr.ts'

/** The second EHR over HTTP: OAuth, and a FHIR base over the demo's patients that refuses what such EHRs refuse. */
export function secondEhrRoutes(deps: PagesDeps, site: DemoSite): Hono {
  const app = new Hono()
  const ehrs = ehrsOf(site)
  const at = (answer: (c: Context, ehr: SecondEhr) => Response | Promise<Response>) => (c: Context) => {
    const ehr = ehrs(c.req.param('kind') ?? '')
    if (!ehr) return c.text('There is no such EHR.\n', 404)
    return isThisMachine(c) ? answer(c, ehr) : c.text('The demo is shown at localhost only.\n', 421)
  }
  app.get(
    '/:kind/r4/.well-known/smart-configuration',
    at((c, ehr) => c.json(ehr.configuration, 200, CORS)),
  )
  app.get(
    '/:kind/keys',
    at(async (c, ehr) => c.json(await ehr.keys(), 200, CORS)),
  )
  app.get(
    '/:kind/authorize',
    at((c, ehr) => {
      const back = ehr.authorize(new URL(c.req.url).searchParams)
      return back === undefined ? c.text('No such app is registered here.\n', 400) : c.redirect(back)
    }),
  )
  app.post(
    '/:kind/token',
    at(async (c, ehr) => {
      const { status, body } = await ehr.token(new URLSearchParams(await c.req.text()))
      return c.json(body, status as 200, CORS)
    }),
  )
  app.post(
    '/:kind/launch',
    at((c, ehr) => openChart(c, ehr, site)),
  )
  app.post(
    '/:kind/end',
    at((c, ehr) => endTokens(c, ehr, site)),
  )
  app.all(
    '/:kind/r4/*',
    at((c, ehr) => answerFhir(c, ehr, deps)),
  )
  return app
}

const CORS = { 'access-control-allow-origin': '*' } as const
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-headers': 'authorization, content-type, accept',
  'access-control-allow-methods': 'GET, POST, PUT',
} as const

/** The EHR of each kind, made when it is first asked: only then is it known where it is. */
function ehrsOf(site: DemoSite): (kind: string) => SecondEhr | undefined {
  const made = new Map<EhrKind, SecondEhr>()
  const key = makeEhrKey()
  return (name) => {
    const kind = EHR_KINDS.find((each) => each === name)
    if (!kind) return undefined
    const known = made.get(kind)
    if (known) return known
    const { origin, issuer } = site.secondEhr
    const ehr = new SecondEhr(kind, { origin: origin(), issuer, redirectUri: `${site.url()}/app/`, key })
    made.set(kind, ehr)
    return ehr
  }
}

interface Asked {
  readonly person?: unknown
  readonly patient?: unknown
  readonly banner?: unknown
  readonly signIn?: unknown
}

async function askedOf(c: Context): Promise<Asked> {
  return ((await c.req.json().catch(() => undefined)) ?? {}) as Asked
}

async function openChart(c: Context, ehr: SecondEhr, site: DemoSite): Promise<Response> {
  if (!isOwnScript(c)) return c.text('Only the page of the sandbox EHR opens apps.\n', 403)
  const { person: id, patient, banner } = await askedOf(c)
  const person = [...site.people, site.secondEhr.guest].find((each) => each.id === id)
  if (!person || typeof patient !== 'string') return c.text('There is no such person or patient.\n', 404)
  return c.json({ launch: ehr.launch({ person, patient, banner: banner === true }) }, 201)
}

async function endTokens(c: Context, ehr: SecondEhr, site: DemoSite): Promise<Response> {
  if (!isOwnScript(c)) return c.text('Only the page of the sandbox EHR ends tokens.\n', 403)
  const { patient, signIn } = await askedOf(c)
  if (typeof patient !== 'string') return c.text('There is no such patient.\n', 404)
  ehr.end(patient, signIn === true)
  site.endTokens(patient)
  return c.body(null, 204)
}

async function answerFhir(c: Context, ehr: SecondEhr, deps: PagesDeps): Promise<Response> {
  if (c.req.method === 'OPTIONS') return c.body(null, 204, PREFLIGHT)
  const grant = ehr.grantOf(bearerOf(c))
  if (!grant) return outcome(401, 'The token is not valid here.', ehr.kind === 'oracle' ? {} : CORS)
  const { pathname, searchParams: query } = new URL(c.req.url)
  const path = pathname.slice(`/demo/ehr/${ehr.kind}/r4`.length)
  const [, type = '', id = ''] = path.split('/')
  const refusal = refusalOf(ehr.kind, { method: c.req.method, type, instance: id !== '', query })
  if (refusal) return outcome(refusal.status, refusal.message, CORS)
  const guest = guestAt(deps, `${type}/${id}`)
  if (guest) return Response.json(guest, { headers: CORS })
  return passOn(c, deps, { ehr, grant, path })
}

/** Whom only that EHR knows, where they are asked for. */
function guestAt({ demo }: PagesDeps, reference: string) {
  const guest = demo?.secondEhr.guestResource
  return reference === `Practitioner/${guest?.id ?? ''}` ? guest : undefined
}

function bearerOf(c: Context): string {
  return /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
}

interface Passing {
  readonly ehr: SecondEhr
  readonly grant: EhrGrant
  readonly path: string
}

/** Asks our FHIR base as that person, within the chart and the scopes; answers under the EHR's own address. */
async function passOn(c: Context, deps: PagesDeps, { ehr, grant, path }: Passing): Promise<Response> {
  const { demo, startup } = deps
  const tenant = demo?.reader()?.tenant
  if (!demo || !tenant || !startup.surface) return outcome(503, 'The demo is being prepared.', CORS)
  const { chart, scope } = grant
  const role = demo.people.find(({ id }) => id === chart.person.id)?.role ?? 'clinical-staff'
  const answer = await startup.surface.serve({
    method: c.req.method,
    path,
    query: new URL(c.req.url).search.slice(1),
    headers: { accept: c.req.header('accept'), 'content-type': c.req.header('content-type') },
    principal: {
      tenant,
      role,
      client: 'second-ehr',
      user: `Practitioner/${chart.person.id}`,
      patient: chart.patient,
      scopes: parseScopes(scope),
      expires: Number.MAX_SAFE_INTEGER,
      tokenId: 'second-ehr',
    },
    requestId: `second-ehr-${randomUUID()}`,
    body: async () => new Uint8Array(await c.req.arrayBuffer()),
  })
  return readdressed(answer, `${demo.url()}/fhir/r4`, ehr.base)
}

function readdressed({ status, headers, body }: FhirResponse, from: string, to: string): Response {
  const text = body === null ? null : textOf(body).replaceAll(from, to)
  return new Response(text, {
    status,
    headers: { ...CORS, 'content-type': headers['content-type'] ?? 'application/fhir+json' },
  })
}

function outcome(status: number, diagnostics: string, headers: Readonly<Record<string, string>>): Response {
  const code = status === 401 ? 'login' : 'processing'
  const body: OperationOutcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] }
  return Response.json(body, { status, headers: { ...headers, 'content-type': 'application/fhir+json' } })
}
