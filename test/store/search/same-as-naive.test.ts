import { randomUUID } from 'node:crypto'
import type { Observation, Patient } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import {
  byCode,
  byDate,
  byFamily,
  byGender,
  byMissing,
  byQuantity,
  byStatus,
  bySubject,
  chained,
  DATE_PREFIXES,
  reversed,
  type Asked,
  type SmallPractice,
} from './naive-search.ts'
import { idsOf, openSearchStore, type SearchStore } from './search-store.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})

afterAll(async () => {
  await db.drop()
})

const SYSTEMS = ['http://a', 'http://b']
const CODES = ['x', 'y', 'z']
const UNITS = ['mg', 'kg']
const STATUSES = ['final', 'amended', 'preliminary'] as const
const PATIENTS = ['p0', 'p1', 'p2']
const NAMES = ['Ann', 'anne', 'Bo', 'B']

const date = fc
  .tuple(
    fc.integer({ min: 2025, max: 2026 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.nat(2),
  )
  .map(([year, month, day, precision]) =>
    [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].slice(0, precision + 1).join('-'),
  )

const effective = fc.oneof(
  fc.constant({}),
  date.map((effectiveDateTime) => ({ effectiveDateTime })),
  fc.tuple(date, date, fc.nat(2)).map(([one, other, open]) => {
    const [start, end] = one.slice(0, 4) <= other.slice(0, 4) && one <= other ? [one, other] : [other, one]
    return { effectivePeriod: open === 0 ? { start } : open === 1 ? { end } : { start, end } }
  }),
)

const coding = fc.record(
  { system: fc.constantFrom(...SYSTEMS), code: fc.constantFrom(...CODES) },
  { requiredKeys: ['code'] },
)

const observation = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    coding: fc.array(coding, { maxLength: 2 }),
    subject: fc.option(fc.constantFrom(...PATIENTS), { nil: undefined }),
    value: fc.option(
      fc.record({ value: fc.integer({ min: -12, max: 12 }).map((n) => n / 2), code: fc.constantFrom(...UNITS) }),
      {
        nil: undefined,
      },
    ),
    effective,
  })
  .map(({ status, coding: codings, subject, value, effective: when }): Observation => ({
    resourceType: 'Observation',
    status,
    code: { coding: codings },
    ...(subject === undefined ? {} : { subject: { reference: `Patient/${subject}` } }),
    ...(value ? { valueQuantity: value } : {}),
    ...when,
  }))

const patient = fc
  .record({
    families: fc.array(fc.constantFrom(...NAMES), { maxLength: 2 }),
    gender: fc.option(fc.constantFrom('male' as const, 'female' as const), { nil: undefined }),
  })
  .map(({ families, gender }): Patient => ({
    resourceType: 'Patient',
    name: families.map((family) => ({ family })),
    ...(gender ? { gender } : {}),
  }))

const practice = fc
  .tuple(fc.array(observation, { minLength: 1, maxLength: 25 }), fc.tuple(patient, patient, patient))
  .map(([observations, patients]): SmallPractice => ({
    observations: observations.map((one, at) => ({ ...one, id: `o${at}` })),
    patients: patients.map((one, at) => ({ ...one, id: `p${at}` })),
  }))

const NUMBER_PREFIXES = ['', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb']

const ofPatient: fc.Arbitrary<Asked<Patient>> = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), fc.boolean()).map(([name, exact]) => byFamily(name, exact)),
  fc.tuple(fc.constantFrom('male', 'female'), fc.boolean()).map(([gender, not]) => byGender(gender, not)),
)

const ofObservation: fc.Arbitrary<Asked<Observation>> = fc.oneof(
  fc.tuple(fc.constantFrom(...DATE_PREFIXES), date).map(([prefix, value]) => byDate(prefix, value)),
  fc
    .tuple(fc.option(fc.constantFrom(...SYSTEMS, ''), { nil: undefined }), fc.constantFrom(...CODES), fc.boolean())
    .map(([system, code, not]) => byCode(system, code, not)),
  fc.subarray([...STATUSES], { minLength: 1 }).map((codes) => byStatus(codes)),
  fc.constantFrom(...PATIENTS).map((id) => bySubject(id)),
  fc
    .tuple(fc.constantFrom('date' as const, 'value-quantity' as const, 'subject' as const), fc.boolean())
    .map(([param, missing]) => byMissing(param, missing)),
  fc
    .tuple(
      fc.constantFrom(...NUMBER_PREFIXES),
      fc.integer({ min: -6, max: 6 }),
      fc.option(fc.constantFrom(...UNITS), { nil: undefined }),
    )
    .map(([prefix, value, unit]) => byQuantity(prefix, value, unit)),
  ofPatient.map(chained),
)

const searches = fc.record({
  observations: fc.array(fc.array(ofObservation, { minLength: 1, maxLength: 3 }), { minLength: 15, maxLength: 15 }),
  patients: fc.array(fc.array(fc.oneof(ofPatient, ofObservation.map(reversed)), { minLength: 1, maxLength: 3 }), {
    minLength: 5,
    maxLength: 5,
  }),
})

async function compare<R extends { readonly id?: string }>(
  store: SearchStore,
  type: string,
  { asked, resources, small }: { asked: readonly Asked<R>[]; resources: readonly R[]; small: SmallPractice },
): Promise<void> {
  const query = asked.map((one) => one.query).join('&')
  const expected = asked.reduce((left, one) => left.filter(one.holds(small)), resources).map(({ id }) => id)
  const page = await store.search(type, `${query}&_count=100&_total=accurate`)
  expect({ query, found: idsOf(page), total: page.total }).toEqual({ query, found: expected, total: expected.length })
}

test('finds in SQL what going through all resources finds', async () => {
  await fc.assert(
    fc.asyncProperty(practice, searches, async (small, { observations, patients }) => {
      const store = await openSearchStore(db.database, randomUUID())
      await store.put([...small.patients, ...small.observations])
      for (const asked of observations)
        await compare(store, 'Observation', { asked, resources: small.observations, small })
      for (const asked of patients) await compare(store, 'Patient', { asked, resources: small.patients, small })
    }),
    { numRuns: 25 },
  )
})
