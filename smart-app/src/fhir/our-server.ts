import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { heardRefusal } from '../say/server-words.ts'

/** One reason of a refusal. */
export interface Refused {
  /** Code of `[ig]/CodeSystem/ccm-rule`, where a rule of the programme said no. */
  readonly rule?: string
  /** In the reader's language. */
  readonly message: string
  /** The server's own words, in English, where the message is not these. */
  readonly said?: string
  readonly expression?: string
}

/** The server took the request and said no. */
export class FhirRefusal extends Error {
  readonly status: number
  readonly reasons: readonly Refused[]

  constructor(status: number, reasons: readonly Refused[]) {
    super(reasons[0]?.message ?? heardRefusal(status, undefined, `The server answered ${status}.`))
    this.status = status
    this.reasons = reasons
  }

  /** The rule that said no, if it was one. */
  get rule(): string | undefined {
    return this.reasons.find((reason) => reason.rule !== undefined)?.rule
  }
}

/** Nothing came back: no network, or no server. Nothing may be assumed of what was sent. */
export class Unreachable extends Error {}

/** A resource with the version it was read at. */
export type Stored<T extends Resource> = T & { readonly id: string }

export interface RequestOptions {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  /** Is sent even while the page is being left (64 kB in all). */
  readonly keepalive?: boolean
}

/** Our FHIR server, as this session may use it. Paths are relative to the base: `Task/1`, `Patient/1/$ccm-month`. */
export interface OurServer {
  get<T>(path: string, options?: RequestOptions): Promise<T>
  /** All matches of a search, following the pages, at most `limit` (default 1,000). */
  search<T extends Resource>(type: T['resourceType'], query: string, options?: SearchOptions): Promise<Stored<T>[]>
  create<T extends Resource>(resource: T, options?: RequestOptions): Promise<Stored<T>>
  /** Writes a version over the one that was read (`If-Match`): 412 when somebody else was faster. */
  update<T extends Resource>(resource: Stored<T>, options?: RequestOptions): Promise<Stored<T>>
  post<T>(path: string, body: object, options?: RequestOptions): Promise<T>
  /** A raw answer, for files and the asynchronous pattern. */
  send(method: string, path: string, options?: RequestOptions & { readonly body?: string }): Promise<Response>
}

export interface SearchOptions extends RequestOptions {
  readonly limit?: number
}

const JSON_TYPE = 'application/fhir+json'

/** Speaks FHIR to `baseUrl` through an authorised fetch. */
export function createOurServer(
  baseUrl: string,
  fetch: (url: string, init?: RequestInit) => Promise<Response>,
): OurServer {
  const send: OurServer['send'] = async (method, path, options = {}) => {
    const response = await fetch(urlOf(baseUrl, path), initOf(method, options)).catch((error: unknown) => {
      throw error instanceof TypeError ? new Unreachable('No connection.', { cause: error }) : error
    })
    if (!response.ok) throw new FhirRefusal(response.status, await reasonsOf(response))
    return response
  }
  const json = async <T>(method: string, path: string, options?: RequestOptions & { body?: string }): Promise<T> =>
    (await (await send(method, path, options)).json()) as T

  return {
    send,
    get: (path, options) => json('GET', path, options),
    post: (path, body, options) => json('POST', path, { ...options, body: JSON.stringify(body) }),
    create: (resource, options) => json('POST', resource.resourceType, { ...options, body: JSON.stringify(resource) }),
    update: (resource, options) =>
      json('PUT', `${resource.resourceType}/${resource.id}`, {
        ...options,
        headers: { ...versionHeader(resource), ...options?.headers },
        body: JSON.stringify(resource),
      }),
    search: async <T extends Resource>(type: T['resourceType'], query: string, options: SearchOptions = {}) => {
      const found: Stored<T>[] = []
      let next: string | undefined = `${type}?${query}`
      while (next !== undefined && found.length < (options.limit ?? 1000)) {
        const page: Bundle = await json('GET', next, options)
        found.push(...resourcesOf<T>(page, type))
        next = page.link?.find((link) => link.relation === 'next')?.url
      }
      return found
    },
  }
}

/** The resources of one type in a Bundle: matches and, where `_include` brought them, others are left aside. */
export function resourcesOf<T extends Resource>(bundle: Bundle, type: T['resourceType']): Stored<T>[] {
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === type && resource.id !== undefined ? [resource as Stored<T>] : [],
  )
}

/** Links of a Bundle are absolute and may name the server's public address; only their path is followed. */
function urlOf(baseUrl: string, path: string): string {
  if (!/^https?:/.test(path)) return path === '' ? baseUrl : `${baseUrl}/${path}`
  const { pathname, search } = new URL(path)
  const at = pathname.indexOf('/fhir/r4')
  return `${baseUrl}${at >= 0 ? pathname.slice(at + '/fhir/r4'.length) : pathname}${search}`
}

function initOf(method: string, options: RequestOptions & { body?: string }): RequestInit {
  const { signal, headers, keepalive, body } = options
  return {
    method,
    headers: {
      accept: JSON_TYPE,
      ...(body !== undefined && { 'content-type': JSON_TYPE }),
      ...headers,
    },
    ...(signal && { signal }),
    ...(keepalive && { keepalive }),
    ...(body !== undefined && { body }),
    cache: 'no-store',
  }
}

function versionHeader(resource: Resource): Record<string, string> {
  const version = resource.meta?.versionId
  return version === undefined ? {} : { 'if-match': `W/"${version}"` }
}

const RULES = codeSystem('ccm-rule')

async function reasonsOf(response: Response): Promise<readonly Refused[]> {
  return reasonsIn((await response.json().catch(() => undefined)) as OperationOutcome | undefined, response.status)
}

/** The reasons that an outcome gives, in the reader's language. @param status of the answer that brought it */
export function reasonsIn(outcome: OperationOutcome | undefined, status: number): readonly Refused[] {
  return (outcome?.issue ?? []).map((issue) => {
    const rule = issue.details?.coding?.find((coding) => coding.system === RULES)?.code
    const expression = issue.expression?.[0]
    const said = issue.details?.text ?? issue.diagnostics ?? issue.code
    const message = heardRefusal(status, rule, said)
    return {
      message,
      ...(message !== said && { said }),
      ...(rule !== undefined && { rule }),
      ...(expression !== undefined && { expression }),
    }
  })
}
