import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownPageText, ownReferencesText, referredPageText } from '../../../server/store/fhir/record-rows.ts'
import { runSearch } from '../../../server/store/search/run-search.ts'
import type { Scope } from '../../../server/store/search/scope.ts'
import type { SearchRun } from '../../../server/store/search/search-run.ts'
import { searchScope } from '../../../server/store/search/search-scope.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { NOW, openSearchStore, parsed, type SearchStore } from './search-store.ts'

let db: TestDatabase
let store: SearchStore

/** A practice of forty patients with a chart each: enough for the planner to prefer an index where it knows how. */
function chart(patient: string): Resource[] {
  const subject = { reference: `Patient/${patient}` }
  const many = (count: number, make: (at: number) => object) =>
    Array.from({ length: count }, (_, at) => ({ id: `${patient}-${at}`, ...make(at) }) as Resource)
  return [
    { resourceType: 'Patient', id: patient, name: [{ family: `Family ${patient}` }], identifier: [{ value: patient }] },
    ...many(10, (at) => ({ resourceType: 'Condition', subject, code: { coding: [{ code: `c${at}` }] } })),
    ...many(2, () => ({
      resourceType: 'CarePlan',
      subject,
      status: 'active',
      intent: 'plan',
      category: [{ coding: [{ code: 'assess-plan' }] }],
      careTeam: [{ reference: `CareTeam/${patient}-0` }],
    })),
    ...many(1, () => ({ resourceType: 'CareTeam', subject })),
    ...many(1, () => ({ resourceType: 'Provenance', target: [{ reference: `Condition/${patient}-0` }] })),
    ...many(25, (at) => ({
      resourceType: 'Task',
      for: subject,
      status: at % 8 === 0 ? 'in-progress' : 'completed',
      intent: 'order',
      owner: { reference: `Practitioner/dr${at % 5}` },
      executionPeriod: { start: '2026-03-01T10:00:00Z', end: '2026-03-01T10:20:00Z' },
    })),
    ...many(40, (at) => ({
      resourceType: 'Observation',
      subject,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: `l${at % 10}` }] },
      effectiveDateTime: `2026-03-${String(1 + (at % 28)).padStart(2, '0')}`,
      valueQuantity: { value: at, unit: 'mg' },
    })),
  ]
}

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database)
  for (let at = 0; at < 40; at++) await store.put(chart(`p${at}`), NOW + at)
  await db.database.owner.query('vacuum analyze')
})

afterAll(async () => {
  await db.drop()
})

/** The plans of all statements of a search, as they are kept whatever the values are. */
async function planOf(type: string, query: string): Promise<string> {
  const texts: string[] = []
  const search = store.searchRun()
  const noted: SearchRun = {
    ...search,
    run: (statement, values) => {
      texts.push(statement.text)
      return search.run(statement, values)
    },
  }
  await runSearch(noted, parsed(type, query))
  const plans: string[] = []
  for (const text of texts) {
    const rows = await db.database.searches.queryOnce(store.tenant.key, `explain (generic_plan, costs off) ${text}`, [])
    plans.push(rows.map(([line]) => String(line)).join('\n'))
  }
  return plans.join('\n')
}

/** The searches that a practice's programs ask most; the tenth, a patient's whole record, stands at the end. */
test.each([
  ['Condition', 'patient=p1', 'resource_type_patient'],
  ['CarePlan', 'patient=p1&category=assess-plan&status=active', 'resource_type_patient'],
  ['Task', 'patient=p1&status=completed', 'resource_type_patient'],
  ['Observation', 'patient=p1&code=http://loinc.org|l1&date=ge2026&_sort=-date', 'find'],
  ['Patient', 'identifier=p1', 'find'],
  ['Patient', 'name=fam', 'res_string_value'],
  ['Task', '_lastUpdated=gt2026-06-01', 'resource_updated'],
  ['Task', 'status=in-progress&_sort=-_lastUpdated', 'resource_open'],
  ['Condition', 'patient=p1&_revinclude=Provenance:target', 'find'],
])('of the ten most asked: %s?%s goes by an index (%s)', expectIndex)

test.each([
  ['Observation', 'patient=p1&category=laboratory&date=ge2026&_sort=-date', 'resource_type_patient'],
  ['Task', 'owner=Practitioner/dr1&status=in-progress&_sort=-_lastUpdated', 'find'],
  ['Task', '_sort=-_lastUpdated', 'resource_updated'],
  ['Task', '_lastUpdated=gt2026-06-01&_sort=_lastUpdated', 'resource_updated'],
  ['Task', 'status=completed&_lastUpdated=gt2026-06-01', 'resource_updated'],
  ['Task', 'period=ge2026-03-01&period=lt2026-03-02', 'resource_date'],
  ['Task', 'status=completed&period=2026-03-01', 'resource_date'],
  ['Patient', '_id=p1', 'resource_id'],
  ['CarePlan', 'patient=p1&_include=CarePlan:care-team', 'resource_id'],
  ['Condition', 'patient.name=fam', 'res_string_value'],
  ['Patient', '_has:Condition:patient:code=c1', 'resource_id'],
  ['Observation', 'value-quantity=gt10', 'res_quantity_end'],
  ['Observation', 'code=http://loinc.org|l1&value-quantity=gt35', 'res_quantity_end'],
  ['Observation', 'code-value-quantity=l1$gt35', 'res_quantity_end'],
  ['Observation', 'date=2026-03-05', 'resource_date'],
  ['Observation', 'date=ge2026-03-05&_sort=-date', 'resource_date'],
  ['Observation', 'code=l1', 'resource_key'],
])('%s?%s goes by an index (%s)', expectIndex)

async function expectIndex(type: string, query: string, index: string): Promise<void> {
  const plan = await planOf(type, query)
  expect(plan).not.toMatch(/Seq Scan/)
  if (index === 'find') expect(plan).toMatch(/ProjectSet/)
  else expect(plan).toContain(index)
}

test('what is walked comes in the order of an index and is not sorted', async () => {
  for (const query of [
    '',
    '_sort=-_lastUpdated',
    '_sort=_lastUpdated&period=lt2026',
    'status=in-progress&_sort=-_lastUpdated',
    'status=completed&_lastUpdated=gt2026-06-01&_sort=_lastUpdated',
  ])
    expect(await planOf('Task', query)).not.toMatch(/Sort/)
})

test.each<[string, string[], (scope: Scope) => string]>([
  ['a page of it', ['resource_patient', 'res_patient'], (scope) => ownPageText(scope, RECORD, 7)],
  ['what it refers to', ['resource_patient', 'res_patient'], (scope) => ownReferencesText(scope, RECORD)],
  [
    'what these refer to',
    ['resource_id'],
    (scope) => referredPageText(scope, RECORD, 7, { types: [1], ids: ['dr1'], fresh: [true] }),
  ],
])('a patient’s record goes by indexes that lead to it: %s', async (_part, indexes, textOf) => {
  const scope = searchScope(store.everything, store.keys, indexes.includes('resource_patient') ? ['p1'] : [])
  const text = textOf(scope)
  const rows = await db.database.searches.queryOnce(store.tenant.key, `explain (generic_plan, costs off) ${text}`, [])
  const plan = rows.map(([line]) => String(line)).join('\n')
  expect(plan).not.toMatch(/Seq Scan|resource_type_patient|resource_updated/)
  for (const index of indexes) expect(plan).toMatch(new RegExp(`(Scan using|on) ${index}`))
})

const RECORD = { patient: 'p1', count: 100, bytes: 1e9 }
