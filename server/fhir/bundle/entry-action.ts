import type { Permission } from '../../auth/scopes.ts'
import { readCondition, type Condition } from '../conditional/condition.ts'
import { versionOf } from '../conditional/etag.ts'
import { fault } from '../fault.ts'
import type { Interaction } from '../interaction.ts'
import type { EntryOutline } from '../prepare/bundle/received-bundle.ts'
import { readEntryUrl, type EntryUrl } from './entry-url.ts'

/** What an entry of a transaction does. */
export type EntryAction = WriteAction | ReadAction

export interface WriteAction {
  readonly kind: 'create' | 'update' | 'patch' | 'delete'
  readonly entry: number
  readonly type: string
  /** Of an update, patch or delete: the id in the URL, unless a condition stands there. */
  readonly id?: string
  readonly condition?: Condition
  readonly ifVersion?: number
}

export interface ReadAction {
  readonly kind: 'read'
  readonly entry: number
  readonly url: EntryUrl
  readonly outline: EntryOutline
  readonly permission: Permission
}

const PERMISSION: Readonly<Record<WriteAction['kind'], Permission>> = {
  create: 'c',
  update: 'u',
  patch: 'u',
  delete: 'd',
}

/**
 * What a write takes, as it does by itself: its rows are those that the caller reaches with all of it. A condition is a
 * search; a patch is made from what is there, and tells of it.
 */
export function permissionsFor({ kind, condition }: WriteAction): readonly [Permission, ...Permission[]] {
  const made = kind === 'patch' ? (['r'] as const) : []
  return [PERMISSION[kind], ...(condition ? (['s'] as const) : []), ...made]
}

/** Where in a transaction a GET may go: what answers a question about resources. */
const READS: Readonly<Partial<Record<EntryUrl['target']['kind'], Permission>>> = {
  instance: 'r',
  version: 'r',
  history: 'r',
  type: 's',
  search: 's',
}

/**
 * Reads what an entry of a transaction does, and asks whether the caller may.
 * @throws FhirError 400, 403, 404, 412
 */
export function actionOf(interaction: Interaction, outline: EntryOutline, entry: number): EntryAction {
  const url = readEntryUrl(outline.url, interaction.deps.base)
  switch (outline.method) {
    case 'GET':
    case 'HEAD':
      return readAction(outline, entry, url)
    case 'POST':
      return createAction(interaction, outline, entry, url)
    case 'PUT':
      return updateAction(interaction, outline, entry, url)
    case 'DELETE':
      return deleteAction(interaction, outline, entry, url)
    case 'PATCH':
      return patchAction(interaction, outline, entry, url)
  }
}

function readAction(outline: EntryOutline, entry: number, url: EntryUrl): ReadAction {
  const permission = READS[url.target.kind]
  if (permission) return { kind: 'read', entry, url, outline, permission }
  throw unfit(entry, `GET ${outline.url} has no place in a transaction; a batch takes it`)
}

function createAction(
  interaction: Interaction,
  outline: EntryOutline,
  entry: number,
  { target, query }: EntryUrl,
): WriteAction {
  if (target.kind !== 'type' || query !== '')
    throw unfit(entry, `POST ${outline.url} has no place in a transaction; a batch takes operations`)
  const { type } = target
  interaction.guard.require('c', type)
  requireSame(outline, entry, type)
  const { ifNoneExist } = outline
  return {
    kind: 'create',
    entry,
    type,
    ...(ifNoneExist === undefined ? {} : { condition: readCondition(interaction, type, ifNoneExist) }),
  }
}

function updateAction(interaction: Interaction, outline: EntryOutline, entry: number, url: EntryUrl): WriteAction {
  const place = placeOf(interaction, outline, entry, url)
  interaction.guard.require('u', place.type)
  requireSame(outline, entry, place.type)
  if (place.id !== undefined && outline.id !== place.id)
    throw fault(400, 'value', `An update of ${place.type}/${place.id} must carry the id ${place.id}.`, {
      expression: `Bundle.entry[${entry}].resource.id`,
    })
  return { kind: 'update', entry, ...place }
}

function patchAction(interaction: Interaction, outline: EntryOutline, entry: number, url: EntryUrl): WriteAction {
  const place = placeOf(interaction, outline, entry, url)
  interaction.guard.require('u', place.type)
  interaction.guard.require('r', place.type)
  return { kind: 'patch', entry, ...place }
}

function deleteAction(interaction: Interaction, outline: EntryOutline, entry: number, url: EntryUrl): WriteAction {
  const place = placeOf(interaction, outline, entry, url)
  interaction.guard.require('d', place.type)
  return { kind: 'delete', entry, ...place }
}

/** What an update, patch or delete is of: an id, or what a condition finds. */
function placeOf(
  interaction: Interaction,
  { url, method, ifMatch }: EntryOutline,
  entry: number,
  { target, query }: EntryUrl,
): Pick<WriteAction, 'type' | 'id' | 'condition' | 'ifVersion'> {
  const ifVersion = versionOf(ifMatch, `Bundle.entry[${entry}].request.ifMatch`)
  const version = ifVersion === undefined ? {} : { ifVersion }
  if (target.kind === 'instance') return { type: target.type, id: target.id, ...version }
  if (target.kind === 'type' && query !== '')
    return { type: target.type, condition: readCondition(interaction, target.type, query), ...version }
  throw unfit(entry, `${method} takes Type/id or Type?criteria, not ${url}`)
}

/** @throws FhirError 400 */
function requireSame(outline: EntryOutline, entry: number, type: string): void {
  if (outline.type === type) return
  const came = outline.type === undefined ? 'no resource' : `a ${outline.type}`
  throw fault(400, 'invalid', `${outline.method} ${outline.url} wants a ${type}; the entry has ${came}.`, {
    expression: `Bundle.entry[${entry}].resource`,
  })
}

function unfit(entry: number, problem: string): Error {
  return fault(400, 'not-supported', `${problem}.`, { expression: `Bundle.entry[${entry}].request` })
}
