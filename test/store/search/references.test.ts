import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { idsOf, includedOf, openSearchStore, type SearchStore } from './search-store.ts'

let db: TestDatabase
let store: SearchStore

const BASE = 'http://localhost/fhir/r4'
const MRN = 'http://example.org/mrn'

const condition = (id: string, subject: object, more: object = {}): Resource => ({
  resourceType: 'Condition',
  id,
  subject,
  ...more,
})

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database)
  await store.put([
    {
      resourceType: 'Patient',
      id: 'p',
      name: [{ family: 'First' }],
      managingOrganization: { reference: 'Organization/o' },
    },
    { resourceType: 'Organization', id: 'o', name: 'First name' },
    { resourceType: 'Organization', id: 'only-now' },
    { resourceType: 'Group', id: 'p', type: 'person', actual: true },
    condition('relative', { reference: 'Patient/p' }),
    condition('absolute', { reference: `${BASE}/Patient/p` }),
    condition('versioned', { reference: 'Patient/p/_history/1' }),
    condition('absolute-versioned', { reference: `${BASE}/Patient/p/_history/1` }),
    condition('elsewhere', { reference: 'http://elsewhere.org/fhir/Patient/p' }),
    condition('group', { reference: 'Group/p' }),
    condition('logical', { identifier: { system: MRN, value: '7' } }),
    condition('logical-patient', { type: 'Patient', identifier: { system: MRN, value: '7' } }),
    condition('logical-group', { type: 'Group', identifier: { value: '7' } }),
    condition('both', { reference: 'Patient/p', identifier: { system: `${MRN}2`, value: '8' } }),
  ])
  await store.put([
    { resourceType: 'Patient', id: 'p', name: [{ family: 'Second' }] },
    { resourceType: 'Organization', id: 'o', name: 'Second name' },
  ])
})

afterAll(async () => {
  await db.drop()
})

const OURS = ['absolute', 'absolute-versioned', 'both', 'relative', 'versioned']
const VERSIONED = ['absolute-versioned', 'versioned']

test.each([
  ['subject=Patient/p', OURS],
  [`subject=${BASE}/Patient/p`, OURS],
  ['patient=p', OURS],
  ['patient=Patient/p', OURS],
  ['subject:Patient=p', OURS],
  ['subject=p', [...OURS, 'group'].toSorted()],
  ['subject:Group=p', ['group']],
  ['subject=Patient/p/_history/1', VERSIONED],
  [`subject=${BASE}/Patient/p/_history/1`, VERSIONED],
  ['subject=Patient/p/_history/2', []],
  ['subject=http://elsewhere.org/fhir/Patient/p', ['elsewhere']],
  [`subject:identifier=${MRN}|7`, ['logical', 'logical-patient']],
  ['subject:identifier=7', ['logical', 'logical-group', 'logical-patient']],
  ['subject:identifier=|7', ['logical-group']],
  [`subject:identifier=${MRN}|`, ['logical', 'logical-patient']],
  [`patient:identifier=${MRN}|7`, ['logical-patient']],
  ['patient:identifier=8', ['both']],
  ['patient.name=second', OURS],
  ['patient:missing=true', ['group', 'logical', 'logical-group']],
])('Condition?%s', async (query, expected) => {
  expect(idsOf(await store.search('Condition', query)).toSorted()).toEqual(expected)
})

test('a reference to the server by its own address puts a resource into the patient’s compartment', async () => {
  const confined = { ...store.everything, compartment: { patients: ['p'] } }
  expect(idsOf(await store.search('Condition', '', confined)).toSorted()).toEqual(OURS)
})

const VERSION = (includes: readonly { readonly id: string; readonly version: number }[]) =>
  includes.map(({ id, version }) => `${id} ${version}`).toSorted()

test('an include brings the version that is named', async () => {
  const included = async (query: string) => VERSION((await store.search('Condition', query)).included)
  expect(await included('_id=relative&_include=Condition:subject')).toEqual(['p 2'])
  expect(await included('_id=versioned&_include=Condition:subject')).toEqual(['p 1'])
  expect(await included('_id=versioned,relative&_include=Condition:patient')).toEqual(['p 1', 'p 2'])
  expect(await included('_id=versioned&_include=Condition:subject:Group')).toEqual([])
  const page = await store.search('Condition', '_id=versioned&_include=*')
  expect(page.included.map(({ content }) => JSON.parse(content) as unknown)).toMatchObject([
    { id: 'p', meta: { versionId: '1' }, name: [{ family: 'First' }] },
  ])
})

test('an include of a version that there is not, or that is out of reach, brings no other by mistake', async () => {
  await store.put([
    condition('future', { reference: 'Patient/p/_history/9' }),
    condition('now', { reference: 'Patient/p/_history/2' }),
    condition('odd', { reference: 'Patient/p/_history/abc' }),
  ])
  for (const id of ['future', 'now', 'odd'])
    expect(VERSION((await store.search('Condition', `_id=${id}&_include=Condition:subject`)).included)).toEqual(['p 2'])
  const other = { ...store.everything, compartment: { patients: ['q'] } }
  expect((await store.search('Condition', '_id=versioned&_include=Condition:subject', other)).included).toEqual([])
})

test('what refers to a match from anywhere comes with _revinclude=*', async () => {
  await store.put([
    {
      resourceType: 'Provenance',
      id: 'pv',
      recorded: '2026-01-01T00:00:00Z',
      target: [{ reference: 'Group/p' }],
    } as Resource,
    {
      resourceType: 'List',
      id: 'l',
      status: 'current',
      mode: 'working',
      subject: { reference: 'Group/p' },
    },
    { resourceType: 'Group', id: 'g2', type: 'person', actual: true, member: [{ entity: { reference: 'Group/p' } }] },
  ])
  expect(includedOf(await store.search('Group', '_id=p&_revinclude=*'))).toEqual([
    'Condition/group',
    'Group/g2',
    'List/l',
    'Provenance/pv',
  ])
  expect(includedOf(await store.search('Resource', '_type=Group&_id=p&_revinclude=*'))).toContain('List/l')
  const confined = { ...store.everything, compartment: { patients: ['p'] } }
  expect(includedOf(await store.search('Patient', '_id=p&_revinclude=*', confined))).toEqual(
    [...OURS, 'future', 'now', 'odd'].map((id) => `Condition/${id}`).toSorted(),
  )
})
