import type { ChargeItem, Claim, EpisodeOfCare, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditMonth } from '../../server/use-cases/audit-month.ts'
import { readMonth } from '../../server/use-cases/read-month.ts'
import { reopenMonth } from '../../server/use-cases/reopen-month.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  aMonth,
  ADMIN,
  approvePlan,
  BILLER,
  DOCTOR,
  eligibleChart,
  givenConsent,
  noteOf,
  NURSE,
  openProgramme,
  practiceStaff,
  timeEntry,
  type Programme,
  type TestPractice,
} from '../support/programme.ts'
import { searchAll } from '../support/search-all.ts'

let db: TestDatabase
let programme: Programme
let practice: TestPractice
let episode = ''

const MARCH = aMonth('2025-03')
const month = () => readMonth(programme.deps, practice.repository, { patient: 'ada', month: MARCH })
const charges = () => searchAll<ChargeItem>(practice.repository, 'ChargeItem')
const claims = () => searchAll<Claim>(practice.repository, 'Claim')
const standing = async () => (await charges()).filter(({ status }) => status === 'billable')
const monthTasks = async () =>
  (await searchAll<Task>(practice.repository, 'Task')).filter(({ businessStatus }) => businessStatus !== undefined)

beforeAll(async () => {
  db = await createTestDatabase()
  programme = await openProgramme(db.database)
  practice = await programme.practice('story')
  await practice.chart(
    ...practiceStaff('story'),
    ...eligibleChart('ada', '1EG4TE5MK73'),
    ...eligibleChart('bob', '1EG4TE5MK74'),
  )
})

afterAll(async () => {
  await db.drop()
})

/** One test follows the other: it is one story. */
describe('from enrollment to the charges of a month', () => {
  it('enrolls with consent, team and a draft plan', async () => {
    await practice.chart({ resourceType: 'RelatedPerson', id: 'eve', patient: { reference: 'Patient/ada' } })
    const performer = { reference: 'RelatedPerson/eve', display: 'Eve (daughter)' }
    const consent = givenConsent({ name: 'performer', valueReference: performer })
    await expect(practice.enroll('bob', { consent })).rejects.toThrow(/neither the patient nor one of/)
    const enrolled = await practice.enroll('ada', { consent })
    expect(enrolled?.written.map(({ type }) => type)).toEqual(['EpisodeOfCare', 'Consent', 'CareTeam', 'CarePlan'])
    const written = enrolled?.written[0]
    episode = `EpisodeOfCare/${written?.id ?? ''}`
    expect((await month())?.decision.blockers.map(({ code }) => code)).toContain('no-care-plan')
    await approvePlan(practice, enrolled?.written ?? [])
    expect((await month())?.decision.blockers).toEqual([])
  })

  it('keeps time as it is sent, with who performed it', async () => {
    await practice.put(
      timeEntry('t1', 'ada', { start: '2025-03-03T15:00:00Z', minutes: 16, focus: { reference: episode } }),
      NURSE,
    )
    await practice.put(timeEntry('t2', 'ada', { start: '2025-03-05T15:00:00Z', minutes: 14 }), NURSE)
    await practice.put(timeEntry('t3', 'ada', { start: '2025-03-06T15:00:00Z', minutes: 12, owner: 'doc' }), DOCTOR)
    const task = await practice.read<Task>('Task', 't3')
    expect(task.performerType?.[0]?.coding?.[0]?.code).toBe('billing-practitioner')
    expect(task.focus).toBeUndefined()
    const { decision, state } = (await month())!
    expect([decision.staffMinutes, decision.practitionerMinutes, decision.totalMinutes]).toEqual([30, 12, 42])
    expect(decision.charges.map(({ code, units }) => [code, units])).toEqual([
      ['99490', 1],
      ['99439', 1],
    ])
    expect(state).toBe('ready')
  })

  it('says in a dry run what closing would do, and writes nothing', async () => {
    const { patients } = await practice.close('2025-03', { dryRun: true })
    expect(patients).toMatchObject([{ patient: 'Patient/ada', state: 'closed', decision: { total: 11573 - 931 } }])
    expect([await charges(), await monthTasks()]).toEqual([[], []])
  })

  it('closes the month into charges and a claim', async () => {
    const { patients } = await practice.close('2025-03')
    expect(patients).toMatchObject([{ patient: 'Patient/ada', state: 'closed', unchanged: false }])
    const made = await charges()
    expect(made.map(({ code }) => code.coding?.[0]?.code).sort()).toEqual(['99439', '99490'])
    for (const charge of made) {
      const tasks = (charge.supportingInformation ?? []).filter(({ reference }) => reference?.startsWith('Task/'))
      expect(tasks.length).toBeGreaterThan(0)
      for (const { reference } of tasks) expect(reference).toMatch(/^Task\/t[123]\/_history\/1$/)
    }
    const [claim, ...more] = await claims()
    expect(more).toEqual([])
    expect(claim?.item?.map(({ net }) => net?.value)).toEqual([60.49, 45.93])
    const [task] = await monthTasks()
    expect(task?.output?.map(({ valueReference }) => valueReference?.reference).sort()).toEqual(
      made.map(({ id }) => `ChargeItem/${id ?? ''}`).sort(),
    )
    expect((await month())?.state).toBe('closed')
  })

  it('changes nothing when it is closed again', async () => {
    const before = await Promise.all([charges(), claims(), monthTasks()])
    const { patients } = await practice.close('2025-03')
    expect(patients).toMatchObject([{ state: 'closed', unchanged: true, charges: expect.any(Array) as unknown }])
    expect(await Promise.all([charges(), claims(), monthTasks()])).toEqual(before)
  })

  it('takes no time, and gives none, while it is closed', async () => {
    const late = timeEntry('late', 'ada', { start: '2025-03-20T15:00:00Z', minutes: 10 })
    const closed = { status: 409, issues: [{ rule: 'month-closed', expression: 'Task.executionPeriod' }] }
    await expect(practice.put(late, NURSE)).rejects.toMatchObject(closed)
    await expect(practice.put(late, ADMIN)).rejects.toMatchObject(closed)
    await expect(practice.remove('Task', 't1', NURSE)).rejects.toMatchObject(closed)
    const t1 = await practice.read<Task & { id: string }>('Task', 't1')
    await expect(practice.put({ ...t1, status: 'entered-in-error' }, NURSE)).rejects.toMatchObject(closed)
    const ended = await practice.read<EpisodeOfCare & { id: string }>('EpisodeOfCare', episode.split('/')[1]!)
    await expect(practice.put({ ...ended, status: 'entered-in-error' }, ADMIN)).rejects.toMatchObject({
      status: 409,
      issues: [{ rule: 'month-closed' }],
    })
    await practice.put(
      { ...late, id: 'april', executionPeriod: { start: '2025-04-02T15:00:00Z', end: '2025-04-02T15:05:00Z' } },
      NURSE,
    )
  })

  it('opens again with its reason; the charges are in error and stay on record', async () => {
    const reopening = {
      month: MARCH,
      patients: ['ada'],
      reason: 'A call was logged twice',
      note: noteOf(BILLER, '$ccm-reopen-month'),
    }
    const reopened = await reopenMonth(programme.deps, practice.repository, reopening)
    expect(reopened).toMatchObject([{ patient: 'Patient/ada' }])
    expect((await charges()).map(({ status }) => status)).toEqual(['entered-in-error', 'entered-in-error'])
    expect((await claims()).map(({ status }) => status)).toEqual(['entered-in-error'])
    const [task] = await monthTasks()
    expect(task?.statusReason?.text).toBe('A call was logged twice')
    expect((await month())?.state).toBe('reopened')
    expect(await reopenMonth(programme.deps, practice.repository, reopening)).toEqual([])
  })

  it('is corrected by a biller who says why, and closed anew with charges of its own', async () => {
    const t2 = await practice.read<Task & { id: string }>('Task', 't2')
    const shorter = { ...t2, executionPeriod: { start: '2025-03-05T15:00:00Z', end: '2025-03-05T15:04:00Z' } }
    await expect(practice.put(shorter, BILLER)).rejects.toMatchObject({
      status: 422,
      issues: [{ rule: 'correction-without-reason' }],
    })
    await practice.put({ ...shorter, statusReason: { text: 'Logged twice' } }, BILLER)
    await practice.close('2025-03')
    expect((await standing()).map(({ code }) => code.coding?.[0]?.code)).toEqual(['99490'])
    expect(await charges()).toHaveLength(3)
    expect((await claims()).map(({ status }) => status).sort()).toEqual(['draft', 'entered-in-error'])
    const [task, ...more] = await monthTasks()
    expect([task?.meta?.versionId, more]).toEqual(['3', []])
  })

  it('follows the claim: submitted when it is sent, paid when the payer says so', async () => {
    const draft = (await claims()).find(({ status }) => status === 'draft') as Claim & { id: string }
    await practice.put({ ...draft, status: 'active' }, BILLER)
    expect((await month())?.state).toBe('submitted')
    await practice.put(
      {
        resourceType: 'ClaimResponse',
        id: 'answer',
        status: 'active',
        type: draft.type,
        use: 'claim',
        patient: draft.patient,
        created: '2025-04-20',
        insurer: { display: 'MAC' },
        request: { reference: `Claim/${draft.id}` },
        outcome: 'complete',
        payment: { type: { text: 'complete' }, amount: { value: 48.39, currency: 'USD' } },
      },
      BILLER,
    )
    expect((await month())?.state).toBe('paid')
    const { patients } = await practice.close('2025-03')
    expect(patients).toMatchObject([{ state: 'paid', unchanged: true }])
  })

  it('is shown to an auditor whole: every version, the charge, and the rule that it rests on', async () => {
    await db.database.ping()
    const audited = await auditMonth(programme.deps, practice.repository, {
      patient: 'ada',
      month: MARCH,
      base: 'https://ccm.example/fhir/r4',
    })
    const resources = (audited?.document.entry ?? []).map(({ resource }) => resource!)
    expect([audited?.document.type, resources[0]?.resourceType]).toEqual(['document', 'Composition'])
    const named = resources.map(({ resourceType, id, meta }) => `${resourceType}/${id ?? ''}/${meta?.versionId ?? ''}`)
    expect(named).toEqual(expect.arrayContaining(['Task/t1/1', 'Task/t2/1', 'Task/t2/2', 'Task/t3/1']))
    expect(named).not.toContain('Task/april/1')
    const count = (type: string) => resources.filter(({ resourceType }) => resourceType === type).length
    expect(count('ChargeItemDefinition')).toBe(2)
    for (const type of ['Consent', 'CarePlan', 'EpisodeOfCare', 'Organization', 'Coverage', 'Patient'])
      expect(count(type)).toBe(1)
    expect(count('ChargeItem')).toBe(5)
    const text = JSON.stringify(resources[0])
    expect(text).toMatch(/<td>Task\/t2\/_history\/1<\/td><td>[^<]*<\/td><td>nurse<\/td>/)
    expect(text).toMatch(/<td>Task\/t2\/_history\/2<\/td><td>[^<]*<\/td><td>clerk<\/td>.*?Logged twice/)
    expect(text).toContain('entered-in-error')
    expect(text).toContain('<td>Eve (daughter), RelatedPerson/eve</td><td>nurse</td>')
  })

  it('shows an auditor what was deleted, and by whom', async () => {
    await practice.remove('Task', 'april', NURSE)
    const audited = await auditMonth(programme.deps, practice.repository, {
      patient: 'ada',
      month: aMonth('2025-04'),
      base: 'https://ccm.example/fhir/r4',
    })
    const resources = (audited?.document.entry ?? []).map(({ resource }) => resource!)
    expect(resources.filter(({ id }) => id === 'april').map(({ meta }) => meta?.versionId)).toEqual(['1'])
    expect(JSON.stringify(resources[0])).toMatch(/<td>Task\/april<\/td><td>[^<]*<\/td><td>nurse<\/td><td>deleted<\/td>/)
  })
})
