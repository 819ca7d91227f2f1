import type { ChargeItem, Claim, ClaimResponse, Resource, Task } from '@medplum/fhirtypes'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import { chargesOfClaim } from '#domain/month/draft-claim.ts'
import { followedMonth, fateOfClaim, type ClaimFate } from '#domain/month/follow-claim.ts'
import { chargesOfMonth } from '#domain/month/month-items.ts'
import { isMonthTask } from '#domain/month/month-state.ts'
import type { Caller } from '#ports/caller.ts'
import type { Change, FhirReader, FhirTransaction } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import type { ProgrammeDeps } from '../programme-deps.ts'
import { parseStored } from '../stored.ts'
import { patientOf } from './governed.ts'

/**
 * Lets the months follow their claims: submitted once the claim is sent, paid or denied by the payer's answer. What a
 * request says of a claim of ours is written to the month's Task in the same transaction.
 */
export async function followClaims(
  { preparer }: ProgrammeDeps,
  tx: FhirTransaction,
  { planned, caller }: { readonly planned: readonly PlannedChange[]; readonly caller: Caller },
): Promise<void> {
  const changes: Change[] = []
  for (const { resource } of planned) {
    const told = await fateTold(tx, resource, planned)
    if (!told) continue
    for (const task of await monthsOfClaim(tx, told.claim)) {
      const next = followedMonth(task, told.fate)
      if (next) changes.push({ kind: 'put', resource: preparer.prepare(next), unlessUnchanged: true })
    }
  }
  if (changes.length === 0) return
  const { role, client, user } = caller
  const agent = { role, client, ...(user ? { user } : {}) }
  await tx.write(changes, { agent, request: '', interaction: 'follow-claim' })
}

async function fateTold(
  reader: FhirReader,
  resource: Resource | undefined,
  planned: readonly PlannedChange[],
): Promise<{ readonly claim: Claim; readonly fate: ClaimFate } | undefined> {
  const claim =
    resource?.resourceType === 'Claim'
      ? resource
      : resource?.resourceType === 'ClaimResponse'
        ? await claimOf(reader, resource, planned)
        : undefined
  if (!claim || chargesOfClaim(claim).length === 0) return undefined
  const fate = fateOfClaim(claim, resource?.resourceType === 'ClaimResponse' ? resource : undefined)
  return fate && { claim, fate }
}

async function claimOf(
  reader: FhirReader,
  { request }: ClaimResponse,
  planned: readonly PlannedChange[],
): Promise<Claim | undefined> {
  const reference = literalOf(request)
  const sent = planned.find(({ resource }) => resource?.resourceType === 'Claim' && referenceTo(resource) === reference)
  if (sent) return sent.resource as Claim
  const [stored] = reference === undefined ? [] : await reader.readMany([reference])
  return stored && (parseStored(stored) as Claim)
}

/** The months whose charges a claim bills. */
async function monthsOfClaim(reader: FhirReader, claim: Claim): Promise<readonly Task[]> {
  const billed = new Set(chargesOfClaim(claim))
  const patient = patientOf(claim)
  const [charge] = await reader.readMany([...billed])
  const start = charge && (parseStored(charge) as ChargeItem).occurrencePeriod?.start
  if (patient === undefined || start === undefined) return []
  const from = Date.parse(`${start}T00:00:00Z`)
  const records = await reader.records([patient], ['Task'], { from, to: from + 1 })
  return (records.get(patient) ?? [])
    .map((stored) => parseStored(stored) as Task)
    .filter((task) => isMonthTask(task) && chargesOfMonth(task).some((reference) => billed.has(reference)))
}
