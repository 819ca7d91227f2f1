import type { List, MedicationRequest } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { carePlanNarrative } from '../../../server/domain/care-plan/narrative/care-plan-narrative.ts'
import { planDifference } from '../../../server/domain/care-plan/revision/plan-difference.ts'
import { viewOf, whole, WHOLE } from './support/whole-plan.ts'

test('says which medicines came, went, and are taken otherwise, by order or by the reconciled list; and what was noted', () => {
  const order = (id: string, name: string, ...sigs: readonly string[]): MedicationRequest => ({
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    intent: 'order',
    subject: WHOLE.plan.subject,
    medicationCodeableConcept: { text: name },
    reasonCode: [{ text: 'Diabetes' }],
    dosageInstruction: sigs.map((text) => ({ text })),
  })
  const list: List = {
    resourceType: 'List',
    id: 'list',
    status: 'current',
    mode: 'snapshot',
    code: { coding: [{ system: 'http://loinc.org', code: '10160-0' }] },
    date: '2026-02-20T15:00:00Z',
    entry: ['a', 'b'].map((id) => ({ item: { reference: `MedicationRequest/${id}` } })),
  }
  const chart = order('unnamed', 'Aspirin 81 mg')
  const earlier = viewOf(
    whole({ more: [...WHOLE.more, list, chart, order('a', 'Metformin', 'One'), order('b', 'Lisinopril', 'One')] }),
  )
  const renewed = [order('c', 'Metformin', 'One in the morning', 'Two at night'), order('d', 'Empagliflozin', 'One')]
  const activity = [
    ...WHOLE.plan.activity!,
    ...renewed.map(({ id = '' }) => ({ reference: { reference: `MedicationRequest/${id}` } })),
  ]
  const entry = [{ item: { reference: 'MedicationRequest/b' }, deleted: true }]
  const later = viewOf(
    whole({
      plan: { ...WHOLE.plan, activity, note: [{ text: 'Prefers calls after noon' }] },
      more: [...WHOLE.more, { ...list, mode: 'changes', entry }, chart, ...renewed, order('b', 'Lisinopril', 'One')],
    }),
  )
  expect(planDifference(earlier, later)).toEqual([
    { area: 'plan', kind: 'changed', what: earlier.title, property: 'notes', after: 'Prefers calls after noon' },
    {
      area: 'medication-management',
      kind: 'removed',
      what: 'Lisinopril',
      before: 'how to take it: One; what it is for: Diabetes',
      reference: 'MedicationRequest/b',
    },
    {
      area: 'medication-management',
      kind: 'changed',
      what: 'Metformin',
      property: 'how to take it',
      before: 'One',
      after: 'One in the morning; Two at night',
      reference: 'MedicationRequest/c',
    },
    {
      area: 'medication-management',
      kind: 'added',
      what: 'Empagliflozin',
      after: 'how to take it: One; what it is for: Diabetes',
      reference: 'MedicationRequest/d',
    },
  ])
  const { div } = carePlanNarrative(later)
  expect(div).toContain('<li>Metformin: One in the morning; Two at night (Diabetes)</li>')
  expect(div).toContain('<h3>Notes</h3><ul><li>Prefers calls after noon</li></ul>')
  expect(div).not.toContain('Aspirin')
})
