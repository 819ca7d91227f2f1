import type { Patient, Practitioner, PractitionerRole, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSystem, SYSTEM } from '#domain/fhir/canonicals.ts'
import type { Arrival, EhrAdmission, EhrUser } from '../../server/ports/ehr-admission.ts'
import type { RegisteredEhr } from '../../server/ports/registered-ehr.ts'
import { createEhrAdmission } from '../../server/use-cases/ehr/admission.ts'
import { readMonth } from '../../server/use-cases/read-month.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { ehrPatient, ehrPractitioner } from '../support/exchange.ts'
import {
  ADMIN,
  approvePlan,
  aMonth,
  eligibleChart,
  noteOf,
  openProgramme,
  practiceStaff,
  timeEntry,
  type Programme,
  type TestPractice,
} from '../support/programme.ts'

const EHR: RegisteredEhr = {
  name: 'General',
  kind: 'epic',
  tenant: 'practice',
  issuers: ['https://epic.example/oauth2'],
  fhirBase: 'https://epic.example/R4',
  clientId: 'ours',
  algorithms: ['RS256'],
  maxTokenAge: 600,
  frameOrigins: [],
  patientSystems: ['urn:oid:1.2.3.4.5'],
  readsUsers: true,
  roles: [],
}

let db: TestDatabase
let programme: Programme
let practice: TestPractice
let admission: EhrAdmission
let arrival: Arrival

beforeAll(async () => {
  db = await createTestDatabase()
  programme = await openProgramme(db.database)
  practice = await programme.practice('practice')
  await practice.chart(...practiceStaff('practice'))
  admission = createEhrAdmission(programme.deps)
  arrival = { tenant: practice.tenant, ehr: EHR, note: noteOf(ADMIN, 'token-exchange') }
})
afterAll(async () => {
  await programme.stop()
  await db.drop()
})

const user = (subject: string, practitioner?: Practitioner): EhrUser => ({
  issuer: 'https://epic.example/oauth2',
  subject,
  ...(practitioner ? { practitioner } : {}),
})

const staff = (subject: string, practitioner?: Practitioner) => admission.staff(arrival, user(subject, practitioner))
const patient = (theirs: Patient & { id: string }) => admission.patient(arrival, { patient: theirs })
const our = (id: string, over: Partial<Patient>): Patient & { id: string } => ({
  resourceType: 'Patient',
  id,
  name: [{ family: id }],
  birthDate: '1950-09-12',
  ...over,
})
const mrn = (value: string) => ({ system: 'urn:oid:1.2.3.4.5', value })
const version = async (type: string, id: string) => (await practice.repository.read(type, id))?.version

describe('a member of staff', () => {
  it('is not taken in where the number and the login are two people’s', async () => {
    await staff('a', ehrPractitioner('a', '1234567893'))
    const refused = { code: 'NOT_ADMITTED', subject: 'staff', reason: 'identity-conflict' }
    await expect(staff('a', ehrPractitioner('a', '1245319599'))).rejects.toMatchObject(refused)
    // A number that nobody has, with the login of somebody who has another.
    await expect(staff('a', ehrPractitioner('a', '1987654321'))).rejects.toMatchObject(refused)
  })

  it('is not taken in who has left, or was removed', async () => {
    await practice.chart({
      resourceType: 'Practitioner',
      id: 'left',
      active: false,
      identifier: [{ system: SYSTEM.npi, value: '1111111112' }],
    })
    await expect(staff('left', ehrPractitioner('l', '1111111112'))).rejects.toMatchObject({ reason: 'inactive' })
    const { user: made } = await staff('guest')
    await practice.remove('Practitioner', made.replace('Practitioner/', ''), ADMIN)
    await expect(staff('guest')).rejects.toMatchObject({ reason: 'inactive' })
  })

  it('is not taken in where two have the number', async () => {
    for (const id of ['double-1', 'double-2'])
      await practice.chart({
        resourceType: 'Practitioner',
        id,
        identifier: [{ system: SYSTEM.npi, value: '1222222223' }],
      })
    await expect(staff('d', ehrPractitioner('d', '1222222223'))).rejects.toMatchObject({ reason: 'ambiguous' })
  })

  it('has no number that is old, has ended or is none', async () => {
    const [system, issued] = [SYSTEM.npi, { start: '2010-01-01' }]
    const identifier = [
      { system, value: '1234567893', use: 'old' as const },
      { system, value: '1234567893', period: { ...issued, end: '2020-01-01' } },
      { system, value: 'none' },
    ]
    const { user: made } = await staff('b', ehrPractitioner('b', undefined, { identifier }))
    expect(made).not.toBe('Practitioner/doc')
  })

  it('is somebody else under the same subject of another issuer, and in other letters', async () => {
    const others = await Promise.all([
      admission.staff(arrival, { issuer: 'https://other.example', subject: 'c' }),
      admission.staff(arrival, user('c')),
      admission.staff(arrival, user('C')),
    ])
    expect(new Set(others.map((each) => each.user)).size).toBe(3)
  })

  it('is made with no more of what the EHR knows than is needed', async () => {
    const said = ehrPractitioner('full', '1333333334', {
      telecom: [{ system: 'phone', value: '+1 555 0100' }],
      address: [{ city: 'Springfield' }],
      qualification: [{ code: { text: 'RN' }, issuer: { display: 'Board' } }],
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitioner'] },
    })
    const { user: made } = await staff('full', said)
    const kept = await practice.read<Practitioner>('Practitioner', made.replace('Practitioner/', ''))
    expect(Object.keys(kept).sort()).toEqual([
      'active',
      'id',
      'identifier',
      'meta',
      'name',
      'qualification',
      'resourceType',
    ])
    expect(kept.qualification).toEqual([{ code: { text: 'RN' } }])
    expect(kept.meta).not.toHaveProperty('profile')
  })
})

describe('minutes of somebody without a confirmed role', () => {
  it('are kept, and billed once an administrator has confirmed it', async () => {
    await practice.chart(...eligibleChart('ada', '1EG4TE5MK73'))
    await approvePlan(practice, (await practice.enroll('ada'))?.written ?? [])
    const { user: reference } = await staff('new-nurse')
    const id = reference.replace('Practitioner/', '')
    const entry = timeEntry('t1', 'ada', { start: '2025-03-10T15:00:00Z', minutes: 25, owner: id })
    await practice.put(entry, { role: 'clinical-staff', user: reference })
    const question = { patient: 'ada', month: aMonth('2025-03') }
    const minutes = async () => {
      const { decision } = (await readMonth(programme.deps, practice.repository, question))!
      return { staffMinutes: decision.staffMinutes, notCounted: decision.notCounted.map(({ code }) => code) }
    }
    expect(await minutes()).toEqual({ staffMinutes: 0, notCounted: ['unknown-role'] })
    expect(await practice.read<Task>('Task', 't1')).toMatchObject({ status: 'completed' })
    const role: PractitionerRole & { id: string } = {
      resourceType: 'PractitionerRole',
      id: 'new-nurse-role',
      active: false,
      practitioner: { reference },
      code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: 'clinical-staff' }] }],
    }
    await practice.chart(role)
    expect(await minutes()).toEqual({ staffMinutes: 0, notCounted: ['unknown-role'] })
    await practice.chart({ ...role, active: true })
    expect(await minutes()).toEqual({ staffMinutes: 25, notCounted: [] })
    expect(await staff('new-nurse')).toMatchObject({ role: 'clinical-staff' })
  })
})

describe('a patient', () => {
  it('is found by a medical record number of a registered system', async () => {
    await practice.chart(our('by-mrn', { identifier: [mrn('77')] }))
    const theirs = ehrPatient('E77', undefined, { identifier: [mrn('77')] })
    expect(await patient(theirs)).toEqual({ patient: 'by-mrn' })
    const linked = await version('Patient', 'by-mrn')
    expect(await patient(theirs)).toEqual({ patient: 'by-mrn' })
    expect(await version('Patient', 'by-mrn')).toBe(linked)
  })

  it('is not found by a number of a system that is not registered, nor by an old one', async () => {
    await practice.chart(our('other-mrn', { identifier: [{ system: 'urn:other', value: '5' }, mrn('5')] }))
    const identifier = [
      { system: 'urn:other', value: '5' },
      { ...mrn('5'), use: 'old' as const },
    ]
    expect((await patient(ehrPatient('E5', undefined, { identifier }))).patient).not.toBe('other-mrn')
  })

  it.each<[string, string, Partial<Patient>, Partial<Patient>]>([
    ['born another day', 'identity-conflict', {}, { birthDate: '1951-09-12' }],
    ['of whom we know no birth date', 'identity-conflict', { birthDate: undefined } as never, {}],
    [
      'who is another one of that EHR',
      'identity-conflict',
      { identifier: [{ system: `${EHR.fhirBase}/Patient`, value: 'E-other' }] },
      {},
    ],
    ['whose record was closed', 'inactive', { active: false }, {}],
    ['whose record was merged', 'inactive', { link: [{ other: { reference: 'Patient/x' }, type: 'replaced-by' }] }, {}],
  ])('is not taken for somebody %s', async (name, reason, ours, theirs) => {
    const id = name.replaceAll(' ', '-')
    const { identifier = [], birthDate = '1950-09-12', ...more } = ours
    const kept = our(id, { ...more, identifier: [...identifier, mrn(id)] })
    if ('birthDate' in ours) delete kept.birthDate
    else kept.birthDate = birthDate
    await practice.chart(kept)
    const before = await version('Patient', id)
    const arriving = ehrPatient(`E-${id}`, undefined, { identifier: [mrn(id)], ...theirs })
    await expect(patient(arriving)).rejects.toMatchObject({ code: 'NOT_ADMITTED', subject: 'patient', reason })
    expect(await version('Patient', id)).toBe(before)
  })

  it('is nobody where two could be meant', async () => {
    await practice.chart(our('two-a', { identifier: [mrn('2')] }), our('two-b', { identifier: [mrn('2')] }))
    const arriving = ehrPatient('E2', undefined, { identifier: [mrn('2')] })
    await expect(patient(arriving)).rejects.toMatchObject({ reason: 'ambiguous' })
  })

  it('is nobody where the EHR’s id is one’s and the number another’s', async () => {
    await practice.chart(
      our('by-key', { identifier: [{ system: `${EHR.fhirBase}/Patient`, value: 'E3' }] }),
      our('by-number', { identifier: [mrn('3')] }),
    )
    const arriving = ehrPatient('E3', undefined, { identifier: [mrn('3')] })
    await expect(patient(arriving)).rejects.toMatchObject({ reason: 'identity-conflict' })
  })

  it('is taken over with demographics alone, and not again after the practice removed the record', async () => {
    const theirs = ehrPatient('E4', undefined, {
      contact: [{ name: { family: 'Daughter' } }],
      maritalStatus: { text: 'married' },
      extension: [{ url: 'https://epic.example/secret', valueString: 'x' }],
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: '000-00-0000' }, mrn('4')],
    })
    const { patient: id } = await patient(theirs)
    const kept = await practice.read<Patient>('Patient', id)
    expect(Object.keys(kept).sort()).toEqual([
      'birthDate',
      'gender',
      'id',
      'identifier',
      'meta',
      'name',
      'resourceType',
    ])
    expect(kept.identifier).toEqual([{ system: `${EHR.fhirBase}/Patient`, value: 'E4' }, mrn('4')])
    await practice.remove('Patient', id, ADMIN)
    await expect(patient(theirs)).rejects.toMatchObject({ reason: 'inactive' })
  })

  it('is taken over without what breaks FHIR', async () => {
    const theirs = ehrPatient('E9', undefined, { telecom: [{ value: '+1 555 0100' }] })
    const { patient: id } = await patient(theirs)
    const kept = await practice.read<Patient>('Patient', id)
    expect(kept).toMatchObject({ name: [{ text: 'Camila Lopez' }], birthDate: '1950-09-12', gender: 'female' })
    expect(kept).not.toHaveProperty('telecom')
  })

  it('of another practice is never found', async () => {
    const other = await programme.practice('elsewhere')
    await other.chart(our('theirs', { identifier: [mrn('6')] }))
    const { patient: id } = await patient(ehrPatient('E6', undefined, { identifier: [mrn('6')] }))
    expect(id).not.toBe('theirs')
    expect(await other.repository.read('Patient', id)).toBeUndefined()
  })

  it('whom the EHR describes in no valid way is not stored', async () => {
    const theirs = ehrPatient('E8', undefined, { birthDate: 'last year' })
    await expect(patient(theirs)).rejects.toMatchObject({ subject: 'patient', reason: 'not-storable' })
  })
})
