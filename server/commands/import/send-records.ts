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

/** Where records go. */
export interface Destination {
  readonly url: string
  readonly token: string
  readonly entries: number
  readonly bytes: number
}

/** Puts resources to the server in transactions within its limits, one after the other. */
export async function sendRecords(resources: readonly Resource[], to: Destination): Promise<Sent> {
  const sum = { created: 0, updated: 0, unchanged: 0 }
  for (const body of transactions(resources, to)) {
    const answer = await post(body, to)
    for (const entry of answer.entry ?? []) {
      const status = entry.response?.status ?? ''
      if (status.startsWith('201')) sum.created++
      else if (status.startsWith('304')) sum.unchanged++
      else sum.updated++
    }
  }
  return sum
}

function* transactions(resources: readonly Resource[], { entries, bytes }: Destination): Generator<string> {
  let waiting: string[] = []
  let size = 0
  const bundle = () => `{"resourceType":"Bundle","type":"transaction","entry":[${waiting.join(',')}]}`
  for (const resource of resources) {
    const text = JSON.stringify(entryOf(resource))
    if (waiting.length === entries || (size + text.length > bytes && waiting.length > 0)) {
      yield bundle()
      waiting = []
      size = 0
    }
    waiting.push(text)
    size += text.length
  }
  if (waiting.length > 0) yield bundle()
}

function entryOf(resource: Resource): BundleEntry {
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` } }
}

async function post(body: string, { url, token }: Destination): Promise<Bundle> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/fhir+json',
      prefer: 'return=minimal, unchanged=skip',
    },
  }).catch((cause: unknown) => {
    throw new Error(`The server at ${url} does not answer. Is it running? (npm start)`, { cause })
  })
  const answer = (await response.json().catch(() => undefined)) as Bundle | OperationOutcome | undefined
  if (response.ok && answer?.resourceType === 'Bundle') return answer
  throw new NotTaken(`${response.status} ${reasons(answer)}`, response.status === 412)
}

function reasons(answer: Bundle | OperationOutcome | undefined): string {
  if (answer?.resourceType !== 'OperationOutcome') return 'without a reason'
  const lines = answer.issue
    .filter((issue) => issue.severity === 'error' || issue.severity === 'fatal')
    .map(
      (issue) =>
        `${issue.expression?.[0] ? `${issue.expression[0]}: ` : ''}${issue.diagnostics ?? issue.details?.text ?? issue.code}`,
    )
  const more = lines.length > 3 ? ` (and ${lines.length - 3} more)` : ''
  return `${lines.slice(0, 3).join('; ')}${more}`
}
