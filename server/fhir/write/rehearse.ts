import type { Change } from '#ports/fhir-store.ts'
import type { Permission } from '../../auth/scopes.ts'
import { isHidden } from '../guards/is-hidden.ts'
import type { Interaction } from '../interaction.ts'
import { inTransaction, locksOf, writeWithin } from './write-changes.ts'

const PERMISSION: Readonly<Record<Change['kind'], Permission>> = { create: 'c', put: 'u', delete: 'd' }

/**
 * Writes as a request of the caller would, and takes everything back.
 * @throws what would stand in the way: FhirError 403, Refusal, the store's errors
 */
export async function rehearse(interaction: Interaction, change: Change): Promise<void> {
  const { guard } = interaction
  const type = change.kind === 'delete' ? change.type : change.resource.type
  const permission = PERMISSION[change.kind]
  guard.require(permission, type)
  if (change.kind === 'delete' && (await isHidden(guard, type, change.id))) return
  const asked = [{ change, expression: type }]
  const rehearsed = new Rehearsed()
  try {
    await inTransaction(interaction, guard.repository(permission), async (tx) => {
      await tx.lock(locksOf(interaction, asked))
      await writeWithin(interaction, tx, asked, guard.note('$validate'))
      throw rehearsed
    })
  } catch (error) {
    if (error !== rehearsed) throw error
  }
}

/** All went well: nothing of it is to be kept. */
class Rehearsed extends Error {}
