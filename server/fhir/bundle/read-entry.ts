import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import type { FhirRequest, FhirResponse } from '../exchange.ts'
import { recordAccess, type Access } from '../guards/record-access.ts'
import type { Guard } from '../guards/rights.ts'
import type { Interaction, Route } from '../interaction.ts'
import type { EntryOutline } from '../prepare/bundle/received-bundle.ts'
import { historyRoute } from '../routes/history.ts'
import { readRoute, vreadRoute } from '../routes/read.ts'
import { searchRoute } from '../routes/search.ts'
import type { ReadAction } from './entry-action.ts'

/** An answer to an entry that reads, and its entry in the audit trail, to be made once all is committed. */
export interface ReadEntry {
  readonly response: FhirResponse
  readonly access: Access
}

const ROUTES: Readonly<Partial<Record<ReadAction['url']['target']['kind'], readonly [name: string, route: Route]>>> = {
  instance: ['read', readRoute],
  version: ['vread', vreadRoute],
  history: ['history', historyRoute],
  type: ['search-type', searchRoute],
  search: ['search-type', searchRoute],
}

/**
 * Serves a GET of a transaction within it: it sees what the other entries have written.
 * @throws what the route throws: then nothing of the transaction is kept
 */
export async function readEntry(interaction: Interaction, tx: FhirTransaction, asked: ReadAction): Promise<ReadEntry> {
  const { url, outline } = asked
  const [name, route] = ROUTES[url.target.kind] ?? ['read', readRoute]
  const trace = {}
  const request = entryRequest(interaction.request, outline, url)
  const guard = guardWithin(interaction.guard, tx)
  const answer = await route({ ...interaction, request, target: url.target, guard, trace })
  const response = outline.method === 'HEAD' ? { ...answer, body: null } : answer
  const action = name === 'search-type' ? 'E' : 'R'
  return { response, access: { request, target: url.target, trace, interaction: name, action } }
}

/** Enters the reads of a transaction in the audit trail. */
export function recordReads({ deps }: Interaction, reads: readonly ReadEntry[]): void {
  for (const { access, response } of reads) recordAccess(deps, access, { status: response.status })
}

/** The request that an entry stands for. */
export function entryRequest(
  request: FhirRequest,
  outline: EntryOutline,
  { path, query }: { readonly path: string; readonly query: string },
  body: () => Promise<Uint8Array> = () => Promise.resolve(new Uint8Array()),
): FhirRequest {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifNoneExist } = outline
  const headers = {
    accept: 'application/fhir+json',
    'content-type': 'application/fhir+json',
    prefer: request.headers['prefer'],
    'if-match': ifMatch,
    'if-none-match': ifNoneMatch,
    'if-modified-since': ifModifiedSince,
    'if-none-exist': ifNoneExist,
  }
  return { ...request, method: outline.method, path, query, headers, body }
}

/** The caller's rights, over the rows that the transaction sees. */
function guardWithin(guard: Guard, tx: FhirTransaction): Guard {
  const unfit = (): never => {
    throw new Error('A transaction reads its own rows only.')
  }
  return {
    require: (permission, type) => {
      guard.require(permission, type)
    },
    allows: (permission, type) => guard.allows(permission, type),
    hides: (permission, type) => guard.hides(permission, type),
    writesSomeOnly: (type) => guard.writesSomeOnly(type),
    seesAll: (need) => guard.seesAll(need),
    repository: (...permissions) => repositoryWithin(tx.as(guard.access(...permissions))),
    access: unfit,
    whole: unfit,
    compartment: unfit,
    repositoryFor: unfit,
    repositoryShowing: unfit,
    note: (interaction) => guard.note(interaction),
  }
}

function repositoryWithin(tx: FhirTransaction): FhirRepository {
  return {
    read: (type, id) => tx.read(type, id),
    readVersion: (type, id, version) => tx.readVersion(type, id, version),
    readMany: (references) => tx.readMany(references),
    history: (query) => tx.history(query),
    search: (query) => tx.search(query),
    records: (patients, types, within) => tx.records(patients, types, within),
    everything: (query) => tx.everything(query),
    write: (changes, note) => tx.write(changes, note),
    transaction: (work) => work(tx),
  }
}
