import type {
  CarePlan,
  Condition,
  DocumentReference,
  Encounter,
  Goal,
  MedicationRequest,
  Observation,
  Resource,
} from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { careRecordOf } from '../../../server/domain/care-plan/care-record.ts'
import { changesSince, type ChartNow } from '../../../server/domain/chart-changes/changes-since.ts'

const LOINC = 'http://loinc.org'
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const subject = { reference: 'Patient/ada' }
const QUESTION = { since: '2026-10-01', today: '2026-11-27', timeZone: 'America/Chicago' }

function changes(resources: readonly Resource[], more: Partial<ChartNow> = {}) {
  return changesSince({ record: careRecordOf(resources), revisions: [], versions: [], ...more }, QUESTION)
}

/** `kind day name: before > after`. */
function told(resources: readonly Resource[], more: Partial<ChartNow> = {}): string[] {
  return changes(resources, more).map(({ kind, on, what, before, after }) => {
    const words = [before?.('en'), after?.('en')].filter((one) => one !== undefined)
    return `${kind} ${on} ${what.text}${words.length > 0 ? `: ${words.join(' > ')}` : ''}`
  })
}

const version = (versionId: string, day: string) => ({ meta: { versionId, lastUpdated: `${day}T18:00:00.000Z` } })

function condition(id: string, text: string, more: Partial<Condition> = {}): Condition {
  return {
    resourceType: 'Condition',
    id,
    subject,
    code: { text },
    clinicalStatus: { coding: [{ code: 'active' }] },
    recordedDate: '2024-01-05',
    ...more,
  }
}

function order(id: string, text: string, dose: string, more: Partial<MedicationRequest> = {}): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    subject,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text },
    dosageInstruction: [{ text: dose }],
    authoredOn: '2026-05-01',
    ...more,
  }
}

function value(id: string, on: string, number: number, more: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id,
    subject,
    status: 'final',
    code: { coding: [{ system: LOINC, code: '4548-4' }], text: 'Hemoglobin A1c' },
    effectiveDateTime: on,
    valueQuantity: { value: number, unit: '%', code: '%' },
    ...more,
  }
}

const goal: Goal = {
  resourceType: 'Goal',
  id: 'sugar',
  subject,
  lifecycleStatus: 'active',
  description: { text: 'Keep my sugar down' },
  target: [
    {
      measure: { coding: [{ system: LOINC, code: '4548-4' }], text: 'Hemoglobin A1c' },
      detailQuantity: { value: 7, comparator: '<', unit: '%', code: '%' },
    },
  ],
}

const plan: CarePlan = {
  resourceType: 'CarePlan',
  id: 'plan',
  subject,
  status: 'active',
  intent: 'plan',
  title: 'Care plan',
  goal: [{ reference: 'Goal/sugar' }],
}

describe('stays and visits', () => {
  const encounter = (id: string, code: string, start: string, end?: string): Encounter => ({
    resourceType: 'Encounter',
    id,
    subject,
    status: 'finished',
    class: { system: ACT, code, display: code },
    period: { start, ...(end !== undefined && { end }) },
  })

  test('are told by the practice’s day of their end, the newest first', () => {
    expect(
      told([
        encounter('a', 'AMB', '2026-10-05T15:00:00Z', '2026-10-05T15:30:00Z'),
        // 11 pm of the sixteenth in Chicago.
        encounter('b', 'EMER', '2026-11-17T02:00:00Z', '2026-11-17T05:00:00Z'),
        encounter('c', 'AMB', '2026-09-30T15:00:00Z', '2026-09-30T15:30:00Z'),
      ]),
    ).toEqual(['emergency-visit 2026-11-16 EMER', 'visit 2026-10-05 AMB'])
  })

  test('a stay that began earlier counts by its discharge', () => {
    const [stay] = changes([encounter('a', 'IMP', '2026-09-28T14:00:00Z', '2026-10-02T18:00:00Z')])
    expect(stay).toMatchObject({ kind: 'hospital-stay', from: '2026-09-28', on: '2026-10-02' })
    expect(stay?.references).toEqual(['Encounter/a'])
  })

  test('what is only planned, or was called off, has not happened', () => {
    const planned = { ...encounter('a', 'AMB', '2026-11-20T15:00:00Z'), status: 'planned' as const }
    const later = encounter('b', 'AMB', '2026-12-01T15:00:00Z')
    expect(told([planned, { ...planned, id: 'c', status: 'cancelled' }, later])).toEqual([])
  })

  test('documents of others are told, the plan’s own copies are not', () => {
    const document = (id: string, profile?: string): DocumentReference => ({
      resourceType: 'DocumentReference',
      id,
      status: 'current',
      ...(profile !== undefined && { meta: { profile: [profile] } }),
      date: '2026-11-10T15:00:00Z',
      description: 'Discharge summary',
      content: [{ attachment: {} }],
    })
    const copy = document('b', 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-care-plan-document')
    expect(told([document('a'), copy])).toEqual(['document 2026-11-10 Discharge summary'])
  })
})

describe('conditions', () => {
  test('new is what was recorded since and stood nowhere before', () => {
    const old = condition('old', 'Hypertension')
    const again = condition('again', 'Hypertension', { recordedDate: '2026-11-02' })
    const failure = condition('new', 'Heart failure', { recordedDate: '2026-11-03' })
    const mistake = condition('not', 'Gout', {
      recordedDate: '2026-11-03',
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
    })
    expect(told([old, again, failure, mistake])).toEqual(['condition-new 2026-11-03 Heart failure'])
  })

  test('over is what ended since, by the chart’s day or the version in which it was first so', () => {
    const over = { clinicalStatus: { coding: [{ code: 'resolved' }] } }
    const said = condition('said', 'Pneumonia', { ...over, abatementDateTime: '2026-10-20' })
    const long = condition('long', 'Gout', { ...over, abatementDateTime: '2026-02-20' })
    const silent = condition('silent', 'Anemia', { ...over, ...version('3', '2026-11-25') })
    const versions = [
      condition('silent', 'Anemia', { ...over, ...version('2', '2026-11-12') }),
      condition('silent', 'Anemia', version('1', '2026-03-01')),
      silent,
    ]
    expect(told([said, long, silent], { versions })).toEqual([
      'condition-resolved 2026-11-12 Anemia',
      'condition-resolved 2026-10-20 Pneumonia',
    ])
  })

  test('what was over when it was first read has no day, and what stands elsewhere is not over', () => {
    const over = { clinicalStatus: { coding: [{ code: 'resolved' }] } }
    const unknown = condition('a', 'Anemia', { ...over, ...version('1', '2026-11-12') })
    const visit = condition('b', 'Hypertension', { ...over, abatementDateTime: '2026-11-12' })
    expect(told([unknown, visit, condition('c', 'Hypertension')])).toEqual([])
  })
})

describe('medicines', () => {
  test('a new order of a new medicine, of another dose, and of the same as before', () => {
    expect(
      told([
        order('a', 'Metformin', '500 mg twice a day', { authoredOn: '2026-11-04' }),
        order('b', 'Furosemide', '20 mg a day', { status: 'stopped' }),
        order('c', 'Furosemide', '40 mg a day', { authoredOn: '2026-11-18' }),
        order('d', 'Lisinopril', '10 mg a day', { status: 'completed' }),
        order('e', 'Lisinopril', '10 mg a day', { authoredOn: '2026-11-18' }),
      ]),
    ).toEqual([
      'medicine-changed 2026-11-18 Furosemide: 20 mg a day > 40 mg a day',
      'medicine-new 2026-11-04 Metformin: 500 mg twice a day',
    ])
  })

  test('an order that was stopped or written anew is told by its versions', () => {
    const stopped = order('a', 'Naproxen', '250 mg', { status: 'stopped', ...version('2', '2026-11-11') })
    const raised = order('b', 'Furosemide', '40 mg a day', version('2', '2026-11-09'))
    const versions = [
      order('a', 'Naproxen', '250 mg', version('1', '2026-05-01')),
      stopped,
      order('b', 'Furosemide', '20 mg a day', version('1', '2026-05-01')),
      raised,
    ]
    expect(told([stopped, raised], { versions })).toEqual([
      'medicine-stopped 2026-11-11 Naproxen: 250 mg',
      'medicine-changed 2026-11-09 Furosemide: 20 mg a day > 40 mg a day',
    ])
  })

  test('an order that was renewed is not stopped', () => {
    const ended = order('a', 'Naproxen', '250 mg', { status: 'completed', ...version('2', '2026-11-11') })
    const versions = [order('a', 'Naproxen', '250 mg', version('1', '2026-05-01')), ended]
    expect(told([ended, order('b', 'Naproxen', '250 mg', { authoredOn: '2026-11-11' })], { versions })).toEqual([])
  })
})

describe('values', () => {
  test('outside the target are told with the one before, and where it should be', () => {
    const resources = [
      goal,
      value('a', '2026-07-01', 8.6),
      value('b', '2026-10-10', 8.3),
      value('c', '2026-11-10', 8.1),
    ]
    expect(told(resources, { plan })).toEqual(['value-off-target 2026-11-10 Hemoglobin A1c: 8.6% > 8.1%'])
    expect(changes(resources, { plan })[0]?.target?.('en')).toBe('below 7%')
  })

  test('inside the target are told when the one before was not', () => {
    const now = value('b', '2026-11-10', 6.8)
    expect(told([goal, value('a', '2026-07-01', 8.6), now], { plan })).toEqual([
      'value-on-target 2026-11-10 Hemoglobin A1c: 8.6% > 6.8%',
    ])
    expect(told([goal, value('a', '2026-07-01', 6.9), now], { plan })).toEqual([])
    expect(told([goal, now], { plan })).toEqual([])
  })

  test('of no goal are told when the laboratory marked them', () => {
    const potassium = { code: { coding: [{ system: LOINC, code: '2823-3' }], text: 'Potassium' } }
    const high = { ...potassium, interpretation: [{ coding: [{ code: 'H' }] }] }
    const before = value('a', '2026-07-01', 4.4, potassium)
    expect(told([before, value('b', '2026-11-10', 5.8, high)])).toEqual([
      'value-abnormal 2026-11-10 Potassium: 4.4% > 5.8%',
    ])
    expect(told([before, value('b', '2026-11-10', 4.2, potassium)])).toEqual([])
    expect(told([before, value('b', '2026-09-10', 5.8, high)])).toEqual([])
  })
})

describe('the plan', () => {
  const revision = (number: string, at: string, activity: 'revised' | 'activated' | 'suggested', why?: string) => ({
    version: number,
    at: `${at}T16:00:00.000Z`,
    status: 'active' as const,
    activity,
    by: 'Practitioner/whitfield',
    ...(why !== undefined && { why }),
  })

  test('is told once a day, by what weighs most, with all versions of that day', () => {
    const found = changes([], {
      plan,
      revisions: [
        revision('1', '2026-08-01', 'activated'),
        revision('2', '2026-11-05', 'suggested'),
        revision('3', '2026-11-06', 'revised', 'New dose'),
        revision('4', '2026-11-06', 'activated', 'Walks more'),
        revision('5', '2026-11-06', 'revised'),
      ],
    })
    expect(found).toEqual([
      {
        kind: 'plan-activated',
        on: '2026-11-06',
        what: { text: 'Care plan' },
        why: 'New dose; Walks more',
        by: 'Practitioner/whitfield',
        references: ['CarePlan/plan/_history/5', 'CarePlan/plan/_history/4', 'CarePlan/plan/_history/3'],
      },
    ])
  })

  test('work on a draft is not told', () => {
    const draft = { ...revision('1', '2026-11-06', 'revised'), status: 'draft' as const }
    expect(changes([], { plan, revisions: [draft] })).toEqual([])
  })
})

test('a new allergy is told, that there is none is not', () => {
  const allergy = (id: string, text: string, code?: string): Resource => ({
    resourceType: 'AllergyIntolerance',
    id,
    patient: subject,
    recordedDate: '2026-11-02',
    code: { text, ...(code !== undefined && { coding: [{ system: 'http://snomed.info/sct', code }] }) },
  })
  expect(told([allergy('a', 'Allergy to penicillin'), allergy('b', 'No known allergy', '716186003')])).toEqual([
    'allergy-new 2026-11-02 Allergy to penicillin',
  ])
})
