import type { Resource } from '@medplum/fhirtypes'
import { standingOf, type Standing } from '#domain/care-plan/standing.ts'
import { FhirRefusal, type OurServer, type Stored } from '../../../fhir/our-server.ts'
import { mergeDrafts, type Texts } from './merge-drafts.ts'

/** What a kind of row is, and how what is typed gets into it. */
export interface RowKind<R extends Resource, D> {
  readonly draftOf: (resource: R) => D
  readonly apply: (resource: Stored<R>, draft: D) => Stored<R>
  /** Whether what is typed can be written. */
  readonly isWhole: (draft: D) => boolean
  /** Fields in which two texts can stand one after the other. */
  readonly words: readonly (keyof D & string)[]
  /** Absent: whatever is typed, the row stays the resource that it is. */
  readonly replacing?: Replacing<R, D>
  /**
   * Makes anew what somebody ended, with what was typed. Absent: nobody ends it.
   * @param key the same each time it is tried
   */
  readonly putBack?: (base: Stored<R>, draft: D, key: string) => Promise<Stored<R>>
}

/** A row of which somebody else has ended the resource, or taken it out. */
export interface Ended {
  /** As it is now; absent where it is not there any more. */
  readonly resource?: Resource
}

const ENDED: readonly Standing[] = ['stopped', 'declined', 'mistake']

/** Whether nothing is done any more about an item of the plan, and the plan does not show it. */
export function isEnded(item: Resource): boolean {
  return ENDED.includes(standingOf(item))
}

/** How a row becomes another resource, where the one that it is cannot say what is typed. */
export interface Replacing<R extends Resource, D> {
  readonly isNeeded: (stored: Stored<R>, draft: D) => boolean
  /** @param key tells this row's attempts from those of other people */
  readonly write: (stored: Stored<R>, draft: D, key: string) => Promise<Stored<R>>
  /** What an earlier attempt of this row made, where its answer was lost. */
  readonly find: (stored: Stored<R>, key: string) => Promise<Stored<R> | undefined>
}

/** A row that two people changed at once: theirs, and the fields that clash. */
export interface Clash<D> {
  readonly theirs: D
  readonly fields: readonly (keyof D & string)[]
}

type Written<R extends Resource, D> =
  | { readonly stored: Stored<R>; readonly draft: D }
  | { readonly clash: Clash<D> & { readonly stored: Stored<R> }; readonly refusal: FhirRefusal }
  | { readonly ended: Ended; readonly refusal: FhirRefusal }

/** What is written: a draft over what was read, by the key of its row. */
export interface Edit<R extends Resource, D> {
  readonly read: Stored<R>
  readonly draft: D
  readonly key: string
}

const ATTEMPTS = 3

/**
 * Writes a draft over the version that was read. Where somebody else was faster, the changes of both are brought together
 * by field; nothing is written while both changed one field, nor over what somebody has ended.
 */
export async function writeMerged<R extends Resource, D extends Texts<D>>(
  server: OurServer,
  kind: RowKind<R, D>,
  { read, draft, key }: Edit<R, D>,
): Promise<Written<R, D>> {
  let stored = read
  let next = draft
  for (let attempt = 1; ; attempt++) {
    try {
      return { stored: await put(server, kind, { read: stored, draft: next, key }), draft: next }
    } catch (error) {
      if (!(isOutrun(error) || isGone(error)) || attempt === ATTEMPTS) throw error
      const made = kind.replacing?.isNeeded(stored, next) && (await kind.replacing.find(stored, key))
      if (made) {
        stored = made
        continue
      }
      const newest = isGone(error) ? undefined : await newestOf(server, stored)
      const ended = kind.putBack && endedSince(stored, newest)
      if (ended) return { ended, refusal: error }
      if (!newest) throw error
      const theirs = kind.draftOf(newest)
      const merged = mergeDrafts(kind.draftOf(stored), next, theirs)
      if (merged.clashes.length > 0)
        return { clash: { theirs, fields: merged.clashes, stored: newest }, refusal: error }
      stored = newest
      next = merged.draft
    }
  }
}

function put<R extends Resource, D>(
  server: OurServer,
  { apply, replacing }: RowKind<R, D>,
  { read, draft, key }: Edit<R, D>,
): Promise<Stored<R>> {
  return replacing?.isNeeded(read, draft) ? replacing.write(read, draft, key) : server.update<R>(apply(read, draft))
}

function endedSince(read: Resource, newest: Resource | undefined): Ended | undefined {
  if (!newest) return {}
  return isEnded(newest) && !isEnded(read) ? { resource: newest } : undefined
}

/** The resource as it is now; undefined where it was deleted. */
async function newestOf<R extends Resource>(server: OurServer, { resourceType, id }: Stored<R>) {
  try {
    return await server.get<Stored<R>>(`${resourceType}/${id}`)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

function isGone(error: unknown): error is FhirRefusal {
  return error instanceof FhirRefusal && (error.status === 404 || error.status === 410)
}

/** Somebody else has written since this was read. */
export function isOutrun(error: unknown): error is FhirRefusal {
  return error instanceof FhirRefusal && error.status === 412
}
