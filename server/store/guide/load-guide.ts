import { resourceTypeName } from '#definitions/resource-types.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirStore } from '#ports/fhir-store.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import { statement, type Row } from '../connection/statement.ts'
import { sessionOf } from '../fhir/transaction.ts'
import type { Database } from '../open-database.ts'
import { GUIDE_TENANT } from './guide-catalog.ts'

/** A resource of the guide that is made ready for the store only where the store has it otherwise. */
export interface GuideText {
  readonly type: string
  readonly id: string
  /** As `PreparedResource.digest`. */
  readonly digest: string
  readonly prepare: () => PreparedResource
}

const STORED = statement('select type, id, digest from resource where tenant = $1 and not deleted')

/**
 * Brings the guide in the database up to the one given, in one transaction: what is new or has changed is written, what the
 * guide no longer has is deleted, all else stays as it is, with its version. Of processes that start together one does it.
 * @param store a store without a catalog of the guide, which it would protect
 * @returns how many resources were written or deleted
 */
export async function loadGuide(
  { db, store }: { readonly db: Database; readonly store: FhirStore },
  guide: readonly GuideText[],
  note: AuditNote,
): Promise<number> {
  const tenant = GUIDE_TENANT.key
  if (differences(guide, await db.reads.query(tenant, STORED, [tenant])).length === 0) return 0
  return store.as({ tenant: GUIDE_TENANT, compartment: 'unrestricted' }).transaction(async (tx) => {
    await tx.lock(['guide'])
    const changes = differences(guide, await sessionOf(tx).client.run(tenant, STORED, [tenant]))
    await tx.write(changes, note)
    return changes.length
  })
}

/** A digest stands for the text, as everywhere in the store. */
function differences(guide: readonly GuideText[], stored: readonly Row[]): readonly Change[] {
  const left = new Map(
    stored.map(([number, id, digest]) => {
      const type = resourceTypeName(Number(number)) ?? ''
      return [`${type}/${String(id)}`, { type, id: String(id), digest }]
    }),
  )
  const changes: Change[] = []
  for (const { type, id, digest, prepare } of guide) {
    const reference = `${type}/${id}`
    if (left.get(reference)?.digest !== digest) changes.push({ kind: 'put', resource: prepare() })
    left.delete(reference)
  }
  for (const { type, id } of left.values()) changes.push({ kind: 'delete', type, id })
  return changes
}
