import type { OperationOutcome, Resource } from '@medplum/fhirtypes'

/** What a server answered. */
interface Answer<T = Resource> {
  readonly status: number
  readonly location?: string
  readonly progress?: string
  readonly body: T
}

/** The server refused a step that the story needs. */
class StepRefused extends Error {
  readonly code = 'STEP_REFUSED'
}

/** A FHIR client that speaks for one member of staff and shows what it sends and gets. */
export interface StoryClient {
  /** Sends, and throws `StepRefused` unless the answer is a success. */
  send<T = Resource>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  /** Sends, and answers refusals too. */
  attempt<T = Resource>(method: string, path: string, body?: unknown): Promise<Answer<T>>
}

/** A client for `base` (the FHIR base URL) with a bearer token; `show` gets a line for each request. */
export function storyClient(base: string, token: string, show: (line: string) => void): StoryClient {
  const attempt = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const url = path.startsWith('http') ? path : `${base}/${path}`
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/fhir+json',
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...(path.includes('$ccm-close-month') ? { prefer: 'respond-async' } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Error(`The server at ${base} does not answer. Is it running? (npm start)`, { cause })
    })
    show(`${method} ${url.startsWith(base) ? url.slice(base.length) : url}  →  ${response.status}`)
    const text = await response.text()
    const location = response.headers.get('content-location') ?? response.headers.get('location')
    const progress = response.headers.get('x-progress')
    return {
      status: response.status,
      body: parsed(text, url) as T,
      ...(location ? { location } : {}),
      ...(progress ? { progress } : {}),
    }
  }
  return {
    attempt,
    async send<T>(method: string, path: string, body?: unknown) {
      const answer = await attempt<T>(method, path, body)
      if (answer.status < 400) return answer
      throw new StepRefused(`${method} /${path} was refused: ${answer.status} ${wordsOf(answer.body)}`)
    },
  }
}

function parsed(text: string, url: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch (cause) {
    throw new Error(`What answers at ${url} does not speak FHIR JSON.`, { cause })
  }
}

/** What an OperationOutcome says, rule first. */
export function wordsOf(body: unknown): string {
  const outcome = body as OperationOutcome | undefined
  if (outcome?.resourceType !== 'OperationOutcome') return ''
  return outcome.issue
    .map((issue) =>
      [issue.details?.coding?.[0]?.code, issue.diagnostics ?? issue.details?.text].filter(Boolean).join(': '),
    )
    .join('; ')
}
