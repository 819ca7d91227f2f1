import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SearchNotSupported } from '../../../server/ports/search.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { idsOf, openSearchStore, type SearchStore } from './search-store.ts'

const COLOURS = 'http://example.org/colours'
const LOINC = 'http://loinc.org'
const UCUM = 'http://unitsofmeasure.org'

const patients: Resource[] = [
  {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [
      {
        system: 'http://hl7.org/fhir/sid/us-mbi',
        value: '1EG4-TE5-MK73',
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MB' }],
          text: 'Member number',
        },
      },
      { system: 'http://example.org/mrn', value: 'M-1' },
    ],
    name: [{ family: 'Müller-Ødegård', given: ['Anna', 'Sofía'], text: 'Anna S. Müller' }],
    gender: 'female',
    birthDate: '1950-03-31',
    active: true,
    telecom: [
      { system: 'phone', value: '(555) 010-2030' },
      { system: 'email', value: 'Anna@Example.org' },
    ],
    address: [{ line: ['12 High St.'], city: 'Springfield', state: 'IL', postalCode: '62701' }],
    generalPractitioner: [{ reference: 'Practitioner/dr1' }],
    managingOrganization: { reference: 'Organization/o1' },
  },
  {
    resourceType: 'Patient',
    id: 'p2',
    identifier: [{ value: 'M-1' }],
    name: [{ family: 'Muller', given: ['Bea'] }],
    gender: 'male',
    birthDate: '1950',
    deceasedDateTime: '2026-01-02',
    generalPractitioner: [{ reference: 'Practitioner/dr2' }],
  },
  { resourceType: 'Patient', id: 'p3', name: [{ family: '100%_sure\\' }], birthDate: '1950-04' },
]

const observation = (id: string, more: object): Resource =>
  ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: LOINC, code: '8480-6', display: 'Systolic blood pressure' }] },
    subject: { reference: 'Patient/p1' },
    ...more,
  }) as Resource

const observations: Resource[] = [
  observation('o1', {
    effectiveDateTime: '2026-03-15',
    valueQuantity: { value: 120, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
  }),
  observation('o2', {
    effectivePeriod: { start: '2026-03-01', end: '2026-04-10' },
    valueQuantity: { value: 120.4, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
  }),
  observation('o3', {
    effectivePeriod: { start: '2026-05-01' },
    valueQuantity: { value: 16, unit: 'kPa', system: UCUM, code: 'kPa' },
  }),
  observation('o4', {
    effectiveInstant: '2026-04-01T03:30:00Z',
    valueQuantity: { value: 90, comparator: '<', unit: 'mmHg' },
  }),
  observation('o5', {
    subject: { reference: 'Patient/p2' },
    code: { coding: [{ system: COLOURS, code: 'red' }, { code: 'crimson' }], text: 'Colour of the Rash' },
    valueString: 'Ünusual redness',
  }),
  observation('o6', {
    subject: { reference: 'Patient/p2' },
    code: { coding: [{ system: COLOURS, code: 'green' }] },
    valueCodeableConcept: { coding: [{ system: COLOURS, code: 'pale' }] },
    category: [{ coding: [{ code: 'vital-signs' }] }],
    component: [
      {
        code: { coding: [{ system: LOINC, code: '8480-6' }] },
        valueQuantity: { value: 140, code: 'mm[Hg]', system: UCUM },
      },
      {
        code: { coding: [{ system: LOINC, code: '8462-4' }] },
        valueQuantity: { value: 80, code: 'mm[Hg]', system: UCUM },
      },
    ],
    performer: [{ identifier: { system: 'http://npi', value: '123' } }],
    focus: [{ reference: 'Device/d1' }],
  }),
]

const others: Resource[] = [
  {
    resourceType: 'Practitioner',
    id: 'dr1',
    name: [{ family: 'Foster' }],
    identifier: [{ system: 'http://npi', value: '111' }],
  },
  { resourceType: 'Practitioner', id: 'dr2', name: [{ family: 'Garcia' }] },
  { resourceType: 'Organization', id: 'o1', name: 'North Clinic', partOf: { reference: 'Organization/o2' } },
  { resourceType: 'Organization', id: 'o2', name: 'Network' },
  {
    resourceType: 'Condition',
    id: 'c1',
    subject: { reference: 'Patient/p1' },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9', display: 'Type 2 diabetes' }] },
    encounter: { reference: 'Encounter/e1/_history/3' },
    recordedDate: '2026-02-01',
    meta: { tag: [{ system: 'http://t', code: 'x' }], profile: ['http://example.org/fhir/StructureDefinition/a|1.0'] },
  },
  {
    resourceType: 'Condition',
    id: 'c2',
    subject: { reference: 'Patient/p2' },
    code: { coding: [{ code: 'E11.9' }] },
    encounter: { reference: 'http://other.org/fhir/Encounter/e1' },
    onsetAge: { value: 50, code: 'a', system: UCUM },
  },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p1' },
    serviceProvider: { reference: 'Organization/o1' },
  },
  { resourceType: 'ValueSet', id: 'v1', status: 'active', url: 'http://example.org/fhir/vs/a' },
  { resourceType: 'ValueSet', id: 'v2', status: 'active', url: 'http://example.org/fhir/vs/a/b' },
  { resourceType: 'ValueSet', id: 'v3', status: 'draft', url: 'http://example.org/fhir/vs/ab' },
  {
    resourceType: 'RiskAssessment',
    id: 'r1',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    prediction: [{ probabilityDecimal: 0.25 }],
  },
  {
    resourceType: 'RiskAssessment',
    id: 'r2',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    prediction: [{ probabilityDecimal: 0.5 }, { probabilityDecimal: 0.75 }],
  },
]

let db: TestDatabase
let store: SearchStore

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database)
  await store.put([...patients, ...observations, ...others])
  // A superseded version and a deleted resource: neither may be found.
  await store.put([
    {
      resourceType: 'Patient',
      id: 'p9',
      name: [{ family: 'Old' }],
      identifier: [{ value: 'old' }],
      birthDate: '1900-01-01',
    },
  ])
  await store.put([{ resourceType: 'Patient', id: 'p9', name: [{ family: 'New' }], birthDate: '2000-01-01' }])
  await store.put([observation('gone', { effectiveDateTime: '2026-03-15', valueQuantity: { value: 120 } })])
  await store.remove('Observation', 'gone')
})

afterAll(async () => {
  await db.drop()
})

type Case = readonly [query: string, ids: readonly string[]]

const cases: Readonly<Record<string, readonly Case[]>> = {
  'Patient: tokens': [
    ['gender=female', ['p1']],
    ['gender=female,male', ['p1', 'p2']],
    ['gender:not=female', ['p2', 'p3', 'p9']],
    ['gender:not=female,male', ['p3', 'p9']],
    ['gender:missing=true', ['p3', 'p9']],
    ['gender:missing=false', ['p1', 'p2']],
    ['active=true', ['p1']],
    ['identifier=M-1', ['p1', 'p2']],
    ['identifier=http://example.org/mrn|M-1', ['p1']],
    ['identifier=|M-1', ['p2']],
    ['identifier=http://example.org/mrn|', ['p1']],
    ['identifier=m-1', []],
    ['identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MB|1EG4-TE5-MK73', ['p1']],
    ['identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|1EG4-TE5-MK73', []],
    ['identifier:text=member', ['p1']],
    ['identifier=old', []],
    ['phone=555-010-2030', ['p1']],
    ['telecom=anna@example.org', ['p1']],
    ['deceased=true', ['p2']],
    ['deceased=false', ['p1', 'p3', 'p9']],
    ['gender=female&active=true', ['p1']],
    ['gender=male&active=true', []],
    ['_id=p1,p3,nobody', ['p1', 'p3']],
  ],
  'Patient: strings': [
    ['family=muller', ['p1', 'p2']],
    ['family=MÜLLER', ['p1', 'p2']],
    ['family=mull,new', ['p1', 'p2', 'p9']],
    ['family:exact=Muller', ['p2']],
    ['family:exact=muller', []],
    ['family:contains=degar', ['p1']],
    ['family:contains=gard', ['p1']],
    ['family=100%25_sure%5C', ['p3']],
    ['family=100x', []],
    ['name=sofia', ['p1']],
    ['name=anna%20sofia%20muller', ['p1']],
    ['address=12%20high', ['p1']],
    ['address-city=springfield', ['p1']],
    ['family=old', []],
    ['family=new&birthdate=2000-01-01', ['p9']],
    ['given:missing=true', ['p3', 'p9']],
  ],
  'Patient: birth dates of any precision': [
    ['birthdate=1950', ['p1', 'p2', 'p3']],
    ['birthdate=1950-03', ['p1']],
    ['birthdate=1950-03-31', ['p1']],
    ['birthdate=ne1950-03', ['p2', 'p3', 'p9']],
    ['birthdate=gt1950-03-31', ['p2', 'p3', 'p9']],
    ['birthdate=lt1950-03-31', ['p2']],
    ['birthdate=ge1950-04', ['p2', 'p3', 'p9']],
    ['birthdate=le1950-03', ['p1', 'p2']],
    ['birthdate=sa1950-03', ['p3', 'p9']],
    ['birthdate=eb1950-04', ['p1']],
    ['birthdate=ge1950&birthdate=lt1951', ['p1', 'p2', 'p3']],
    ['birthdate=1900-01-01', []],
  ],
  'Observation: codes': [
    ['code=8480-6', ['o1', 'o2', 'o3', 'o4']],
    [`code=${LOINC}|8480-6`, ['o1', 'o2', 'o3', 'o4']],
    [`code=${COLOURS}|8480-6`, []],
    [`code=${COLOURS}|`, ['o5', 'o6']],
    ['code=|crimson', ['o5']],
    ['code=|red', []],
    ['code:text=systolic%20BLOOD', ['o1', 'o2', 'o3', 'o4']],
    ['code:text=colour', ['o5']],
    ['code:text=rash', []],
    ['code:in=http://example.org/vs/colours', ['o5']],
    ['code:not-in=http://example.org/vs/colours', ['o1', 'o2', 'o3', 'o4', 'o6']],
    ['code:in=http://example.org/vs/none', []],
    ['code:not-in=http://example.org/vs/none', ['o1', 'o2', 'o3', 'o4', 'o5', 'o6']],
    ['patient=p1&code=8480-6', ['o1', 'o2', 'o3', 'o4']],
    [`patient=Patient/p2&code=${COLOURS}|red,${LOINC}|8480-6`, ['o5']],
    ['patient=p2&code=8480-6', []],
    ['patient=p1,p2&code=red', ['o5']],
    ['category=vital-signs&patient=p2', ['o6']],
    ['status:not=final', []],
    ['combo-code=8480-6', ['o1', 'o2', 'o3', 'o4', 'o6']],
  ],
  'Observation: dates of periods': [
    ['date=2026-03', ['o1']],
    ['date=2026-03-15', ['o1']],
    ['date=2026', ['o1', 'o2', 'o4']],
    ['date=ne2026-03', ['o2', 'o3', 'o4']],
    ['date=gt2026-04-10', ['o3']],
    ['date=gt2026-04-01', ['o2', 'o3']],
    ['date=lt2026-03-15', ['o2']],
    ['date=ge2026-03-15', ['o1', 'o2', 'o3', 'o4']],
    ['date=le2026-03', ['o1']],
    ['date=le2026-03-31', ['o1', 'o2']],
    ['date=sa2026-03', ['o3', 'o4']],
    ['date=eb2026-04', ['o1']],
    ['date=2026-04-01T03:30Z', ['o4']],
    ['date=2026-03-31T23:30:00-04:00', ['o4']],
    ['date=ap2026-06-10', ['o3']],
    ['date:missing=true', ['o5', 'o6']],
    ['patient=p1&date=ge2026-04&date=lt2026-05', ['o4']],
    ['patient=p1&date=ge2026-04-01&date=lt2026-05-01', ['o2', 'o4']],
  ],
  'Observation: quantities': [
    ['value-quantity=120', ['o1', 'o2']],
    ['value-quantity=120.0', ['o1']],
    ['value-quantity=120||mm[Hg]', ['o1', 'o2']],
    [`value-quantity=120|${UCUM}|mm[Hg]`, ['o1', 'o2']],
    ['value-quantity=120|http://other|mm[Hg]', []],
    ['value-quantity=120||mmHg', ['o1', 'o2']],
    ['value-quantity=gt100', ['o1', 'o2']],
    ['value-quantity=gt120', ['o2']],
    ['value-quantity=ge120', ['o1', 'o2']],
    ['value-quantity=lt100', ['o3', 'o4']],
    ['value-quantity=lt100||mmHg', ['o4']],
    ['value-quantity=le16', ['o3', 'o4']],
    ['value-quantity=ne120', ['o3', 'o4']],
    ['value-quantity=sa16', ['o1', 'o2']],
    ['value-quantity=eb90', ['o3']],
    ['value-quantity=ap110', ['o1', 'o2']],
    ['value-quantity=1.2e2', ['o1', 'o2']],
  ],
  'Observation: composites': [
    [`code-value-quantity=${LOINC}|8480-6$gt110`, ['o1', 'o2']],
    [`code-value-quantity=8480-6$lt100||kPa`, ['o3']],
    [`code-value-quantity=${COLOURS}|8480-6$gt110`, []],
    ['component-code-value-quantity=8480-6$140', ['o6']],
    ['component-code-value-quantity=8480-6$80', []],
    ['combo-code-value-quantity=8480-6$gt100', ['o1', 'o2', 'o6']],
    [`code-value-concept=${COLOURS}|green$${COLOURS}|pale`, ['o6']],
    ['code-value-concept=green$pale', ['o6']],
    ['code-value-concept=red$pale', []],
    ['code-value-string=red$unusual', ['o5']],
    ['code-value-string=green$unusual', []],
    ['code-value-quantity=8480-6$16,8480-6$lt50', ['o3', 'o4']],
  ],
  'Observation: references': [
    ['subject=Patient/p1', ['o1', 'o2', 'o3', 'o4']],
    ['subject:Patient=p2', ['o5', 'o6']],
    ['patient=p1,p2', ['o1', 'o2', 'o3', 'o4', 'o5', 'o6']],
    ['subject=p1', ['o1', 'o2', 'o3', 'o4']],
    ['subject=Group/p1', []],
    ['performer:identifier=http://npi|123', ['o6']],
    ['performer:identifier=123', ['o6']],
    ['performer:identifier=http://other|123', []],
    ['focus=Device/d1', ['o6']],
    ['focus=d1', ['o6']],
    ['subject=http://localhost/fhir/r4/Patient/p2', ['o5', 'o6']],
  ],
  'Condition: references with versions and of other servers': [
    ['encounter=e1', ['c1']],
    ['encounter=Encounter/e1', ['c1']],
    ['encounter=Encounter/e1/_history/3', ['c1']],
    ['encounter=Encounter/e1/_history/4', []],
    ['encounter=http://other.org/fhir/Encounter/e1', ['c2']],
    ['onset-age=50||a', ['c2']],
    ['_tag=http://t|x', ['c1']],
    ['_profile=http://example.org/fhir/StructureDefinition/a', ['c1']],
    ['_profile:missing=true', ['c2']],
    ['recorded-date=2026-02', ['c1']],
    ['recorded-date=gt2026-02', []],
  ],
  'Condition: chains': [
    ['patient.family=muller', ['c1', 'c2']],
    ['patient.gender=male', ['c2']],
    ['subject:Patient.birthdate=1950-03', ['c1']],
    ['patient.general-practitioner.family=foster', ['c1']],
    ['patient.general-practitioner:Practitioner.name=garcia', ['c2']],
    ['patient.organization.partof.name=network', ['c1']],
    ['encounter.service-provider.name=north', ['c1']],
    ['patient.identifier=http://example.org/mrn|M-1', ['c1']],
    ['patient._id=p2', ['c2']],
    ['patient.gender:not=male', ['c1']],
    ['patient._has:Observation:patient:code=red', ['c2']],
    ['patient.name=nobody', []],
  ],
  'Patient: _has': [
    ['_has:Condition:patient:code=E11.9', ['p1', 'p2']],
    ['_has:Condition:patient:code=http://hl7.org/fhir/sid/icd-10-cm|E11.9', ['p1']],
    ['_has:Observation:subject:value-quantity=gt100', ['p1']],
    ['_has:Condition:patient:encounter.status=finished', ['p1']],
    ['_has:Condition:patient:code=none', []],
    ['_has:Condition:patient:code=E11.9&gender=male', ['p2']],
    ['_has:Observation:patient:code=red&_has:Condition:patient:code=E11.9', ['p2']],
  ],
  'Organization: _has through _has': [['_has:Patient:organization:_has:Condition:patient:code=E11.9', ['o1']]],
  'ValueSet: URIs': [
    ['url=http://example.org/fhir/vs/a', ['v1']],
    ['url:below=http://example.org/fhir/vs/a', ['v1', 'v2']],
    ['url:below=http://example.org/fhir/vs', ['v1', 'v2', 'v3']],
    ['url:above=http://example.org/fhir/vs/a/b', ['v1', 'v2']],
    ['url:above=http://example.org/fhir/vs/a/b/c', ['v1', 'v2']],
    ['url:below=http://example.org/fhir/vs/a&status=active', ['v1', 'v2']],
  ],
  'RiskAssessment: numbers': [
    ['probability=0.25', ['r1']],
    ['probability=gt0.5', ['r2']],
    ['probability=lt0.5', ['r1']],
    ['probability=ne0.5', ['r1', 'r2']],
  ],
}

for (const [name, rows] of Object.entries(cases)) {
  const [type = ''] = name.split(':')
  describe(name, () => {
    test.each(rows)('%s', async (query, expected) => {
      const page = await store.search(type, query)
      expect(idsOf(page).toSorted()).toEqual([...expected].toSorted())
      expect((await store.search(type, `${query}&_summary=count`)).total).toBe(expected.length)
    })
  })
}

test('_lastUpdated compares with the instant of the last change', async () => {
  const at = Date.parse('2026-02-03T04:05:06.789Z')
  await store.put([{ resourceType: 'Basic', id: 'b1', code: { text: 'x' } }], at)
  await store.put([{ resourceType: 'Basic', id: 'b2', code: { text: 'x' } }], at + 1)
  const found = async (query: string) => idsOf(await store.search('Basic', query))
  expect(await found('_lastUpdated=2026-02-03T04:05:06.789Z')).toEqual(['b1'])
  expect(await found('_lastUpdated=gt2026-02-03T04:05:06.789Z')).toEqual(['b2'])
  expect(await found('_lastUpdated=ge2026-02-03T04:05:06.789Z')).toEqual(['b1', 'b2'])
  expect(await found('_lastUpdated=lt2026-02-03T04:05:06.790Z')).toEqual(['b1'])
  expect(await found('_lastUpdated=2026-02')).toEqual(['b1', 'b2'])
  expect(await found('_lastUpdated=ne2026-02')).toEqual([])
  expect(await found('_lastUpdated=eb2026-02-03T04:05:06.789Z')).toEqual([])
})

test('what comes out is the stored text, and whose it is', async () => {
  const [match] = (await store.search('Condition', '_id=c1')).matches
  expect(JSON.parse(match?.content ?? '')).toMatchObject({
    resourceType: 'Condition',
    id: 'c1',
    meta: { versionId: '1' },
  })
  expect(match).toMatchObject({ type: 'Condition', id: 'c1', version: 1, deleted: false, patient: 'p1' })
})

test('refuses what it cannot do, by name', async () => {
  await expect(store.search('Observation', 'code-value-quantity=http://loinc.org|$5')).rejects.toThrow(
    SearchNotSupported,
  )
  await expect(store.search('Observation', '_sort=code-value-quantity')).rejects.toThrow(SearchNotSupported)
})
