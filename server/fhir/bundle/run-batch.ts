import type { FhirResponse } from '../exchange.ts'
import { fault } from '../fault.ts'
import { recordAccess } from '../guards/record-access.ts'
import type { Interaction } from '../interaction.ts'
import { failureOf } from '../outcome.ts'
import type { BatchOutline, EntryOutline, ReceivedBundle } from '../prepare/bundle/received-bundle.ts'
import { outcomeResponse, textResponse } from '../respond.ts'
import { AnswerSpace } from './answer-space.ts'
import { readEntryUrl, type EntryUrl } from './entry-url.ts'
import { entryRequest } from './read-entry.ts'
import { answerEntry, responseBundle } from './response-entry.ts'

/** Processing order, as in a transaction. */
const ORDER: readonly (readonly EntryOutline['method'][])[] = [['DELETE'], ['POST'], ['PUT', 'PATCH'], ['GET', 'HEAD']]

/** What changes nothing. */
const ASKING: ReadonlySet<EntryOutline['method']> = new Set(['GET', 'HEAD'])

/** A URL that cannot be read. */
const NOWHERE = { path: '', query: '' }

/** Entries of one kind that are served at once. */
const AT_ONCE = 4

/** Serves a batch: each entry as a request of its own, with its own answer. One that fails leaves the others alone. */
export async function runBatch(
  interaction: Interaction,
  bundle: ReceivedBundle,
  { entries }: BatchOutline,
): Promise<FhirResponse> {
  const answers = new Map<number, string>()
  const space = new AnswerSpace(interaction.deps.limits, interaction.request)
  const readable: (readonly [entry: number, outline: EntryOutline])[] = []
  for (const [entry, outline] of entries.entries())
    if ('method' in outline) readable.push([entry, outline])
    else answers.set(entry, answerEntry(outcomeResponse(outline.status, outline.issues)))
  for (const methods of ORDER) {
    const waiting = readable.filter(([, { method }]) => methods.includes(method))
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [entry, outline] = next
        answers.set(entry, await serveEntry(interaction, { bundle, space }, outline, entry))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
  // Each entry has been entered in the audit trail by itself; one that cannot be read has no more than the batch.
  interaction.trace.entered = readable.length > 0 && readable.length === entries.length
  return textResponse(
    responseBundle(
      'batch-response',
      entries.map((_outline, entry) => answers.get(entry) ?? '{}'),
    ),
  )
}

async function serveEntry(
  { request, deps, serve }: Interaction,
  { bundle, space }: { readonly bundle: ReceivedBundle; readonly space: AnswerSpace },
  outline: EntryOutline,
  entry: number,
): Promise<string> {
  let url: EntryUrl | undefined
  let served = false
  try {
    url = readEntryUrl(outline.url, deps.base)
    space.require(`Bundle.entry[${entry}]`)
    if (url.target.kind === 'system' && outline.method === 'POST')
      throw fault(400, 'not-supported', 'A batch takes no batch or transaction as an entry.')
    served = true
    const response = await serve(entryRequest(request, outline, url, () => bundle.body(entry)))
    const answer = answerEntry(response, url.target)
    if (space.takes(answer.length)) return answer
    const noRoom = space.fault(`Bundle.entry[${entry}]`)
    if (ASKING.has(outline.method) || url.target.kind === 'search') throw noRoom
    // What was done stays done: that is told, without what came of it.
    const left = noRoom.issues.map((issue) => ({ ...issue, severity: 'warning' as const }))
    return answerEntry(outcomeResponse(response.status, left, response.headers))
  } catch (error) {
    const { status, outcome, headers, reason } = failureOf(error)
    if (!served) {
      const asked = entryRequest(request, outline, url ?? NOWHERE)
      const access = {
        request: asked,
        target: url?.target,
        trace: {},
        interaction: outline.method,
        action: 'E',
      } as const
      recordAccess(deps, access, { status, refusal: reason })
    }
    return answerEntry(outcomeResponse(status, outcome.issue, headers))
  }
}
