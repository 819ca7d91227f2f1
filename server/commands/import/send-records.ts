import { setTimeout as sleep } from 'node:timers/promises'
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes'

/** What became of a file's resources. */
export interface Sent {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
}

/** The server did not take a transaction. `retryable`: it refers to something that another file may bring. */
export class NotTaken extends Error {
  readonly retryable: boolean

  constructor(message: string, retryable: boolean) {
    super(message)
    this.retryable = retryable
  }
}

/** Nobody answers at the server's address: the other files would fare no better. */
export class ServerGone extends Error {}

/** Where records go. */
export interface Destination {
  readonly url: string
  readonly token: string
  readonly entries: number
  readonly bytes: number
}

/** A resource that is to go in, and where it stood in its file. */
export interface PlacedResource {
  readonly resource: Resource
  readonly place: string
}

/** Puts resources to the server in transactions within its limits, one after the other. */
export async function sendRecords(records: readonly PlacedResource[], to: Destination): Promise<Sent> {
  const sum = { created: 0, updated: 0, unchanged: 0 }
  for (const { body, places } of transactions(records, to)) {
    const answer = await post(body, places, to)
    for (const entry of answer.entry ?? []) {
      const status = entry.response?.status ?? ''
      if (status.startsWith('201')) sum.created++
      else if (status.startsWith('304')) sum.unchanged++
      else sum.updated++
    }
  }
  return sum
}

interface Transaction {
  readonly body: string
  readonly places: readonly string[]
}

function* transactions(records: readonly PlacedResource[], { entries, bytes }: Destination): Generator<Transaction> {
  let waiting: string[] = []
  let places: string[] = []
  let size = 0
  const transaction = () => ({
    body: `{"resourceType":"Bundle","type":"transaction","entry":[${waiting.join(',')}]}`,
    places,
  })
  for (const { resource, place } of records) {
    const text = JSON.stringify(entryOf(resource))
    if (waiting.length === entries || (size + text.length > bytes && waiting.length > 0)) {
      yield transaction()
      waiting = []
      places = []
      size = 0
    }
    waiting.push(text)
    places.push(place)
    size += text.length
  }
  if (waiting.length > 0) yield transaction()
}

function entryOf(resource: Resource): BundleEntry {
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` } }
}

/** How often a server that is busy (503) is asked again. */
const PATIENCE = 5

async function post(body: string, places: readonly string[], to: Destination): Promise<Bundle> {
  for (let attempt = 1; ; attempt++) {
    const response = await send(body, to)
    const answer = (await response.json().catch(() => undefined)) as Bundle | OperationOutcome | undefined
    if (response.ok && answer?.resourceType === 'Bundle') return answer
    if (response.status !== 503 || attempt === PATIENCE)
      throw new NotTaken(`${response.status} ${reasons(answer, places)}`, response.status === 412)
    await sleep(1000 * attempt)
  }
}

async function send(body: string, { url, token }: Destination): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/fhir+json',
      prefer: 'return=minimal, unchanged=skip',
    },
  }).catch((cause: unknown) => {
    throw new ServerGone(`The server at ${url} does not answer. Is it running? (npm start)`, { cause })
  })
}

/** What is wrong, by its place in the file. */
function reasons(answer: Bundle | OperationOutcome | undefined, places: readonly string[]): string {
  if (answer?.resourceType !== 'OperationOutcome') return 'without a reason'
  const lines = answer.issue
    .filter((issue) => issue.severity === 'error' || issue.severity === 'fatal')
    .map((issue) => {
      const entry = /^Bundle\.entry\[(\d+)\]/.exec(issue.expression?.[0] ?? '')?.[1]
      const place = entry === undefined ? issue.expression?.[0] : places[Number(entry)]
      return `${place ? `${place}: ` : ''}${issue.diagnostics ?? issue.details?.text ?? issue.code}`
    })
  const more = lines.length > 3 ? ` (and ${lines.length - 3} more)` : ''
  return `${lines.slice(0, 3).join('; ')}${more}`
}
