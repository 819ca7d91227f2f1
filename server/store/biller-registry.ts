import type { BillerClaim, BillerRegistry, ClaimVerdict, MonthSpan } from '#ports/biller-registry.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import { statement } from './connection/statement.ts'
import { sessionOf } from './fhir/transaction.ts'

const CLAIM = statement(`
  select biller_claim_months(x.person, x.program, x.biller, x.months, x.episode, $6)
  from unnest($1::text[], $2::text[], $3::text[], $4::int4range[], $5::text[]) x (person, program, biller, months, episode)`)
const RELEASE = statement('select biller_release_months($1, $2::int4range)')

/**
 * One biller for a person and month, kept by functions of the database's owner: the product can ask and take, and sees no
 * row of it (migration 0004).
 */
export function createBillerRegistry(): BillerRegistry {
  const ask = async (tx: FhirTransaction, claims: readonly BillerClaim[], take: boolean) => {
    if (claims.length === 0) return []
    const { client, tenant } = sessionOf(tx)
    const placed = claims.map((claim, place) => ({ ...claim, place, person: personOf(tenant, claim) }))
    // Persons are locked in one order by everybody, so that no two wait for each other.
    const sorted = placed.toSorted((a, b) => (a.person < b.person ? -1 : Number(a.person > b.person)))
    const columns = [
      sorted.map(({ person }) => person),
      sorted.map(({ program }) => program),
      sorted.map(({ biller }) => billerOf(tenant, biller)),
      sorted.map(({ months }) => monthRange(months)),
      sorted.map(({ episode }) => episode),
    ]
    const rows = await client.run(tenant, CLAIM, [...columns, take])
    const verdicts: ClaimVerdict[] = []
    sorted.forEach(({ place }, row) => (verdicts[place] = rows[row]?.[0] as ClaimVerdict))
    return verdicts
  }
  const askOne = async (tx: FhirTransaction, claim: BillerClaim, take: boolean): Promise<ClaimVerdict> => {
    const [verdict] = await ask(tx, [claim], take)
    if (verdict === undefined) throw new Error('The registry of billers gave no answer.')
    return verdict
  }
  return {
    claim: (tx, claim) => askOne(tx, claim, true),
    check: (tx, claim) => askOne(tx, claim, false),
    claimEach: ask,
    async release(tx, episode, months) {
      const { client, tenant } = sessionOf(tx)
      await client.run(tenant, RELEASE, [episode, months ? monthRange(months) : null])
    },
  }
}

/** The person behind the patient, the same for every practice where the MBI is known. The database hashes it with a key. */
function personOf(tenant: number, { mbi, patient }: BillerClaim): string {
  return mbi === undefined ? `patient ${tenant} ${patient}` : `mbi ${mbi}`
}

/** An NPI is one practitioner everywhere; an id is one within the practice alone. */
function billerOf(tenant: number, biller: string): string {
  return /^\d{10}$/.test(biller) ? biller : `${tenant} ${biller}`
}

/** Months as numbers (year × 12 + month − 1), as the range that the database holds. */
function monthRange({ from, to }: MonthSpan): string {
  return `[${monthNumber(from)},${to === undefined ? '' : monthNumber(to) + 1})`
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}
