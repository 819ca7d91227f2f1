import type { Bundle, Patient } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { documentBundle } from '../../../server/domain/fhir/document.ts'
import { paperOfDocument } from '../../../server/domain/paper/paper-of-document.ts'
import { practiceOf } from '../../../server/domain/practice/practice.ts'

const PATIENT: Patient = {
  resourceType: 'Patient',
  id: 'ada',
  birthDate: '1948-03-12',
  identifier: [
    { type: { text: 'Medical record number' }, value: 'RB1001' },
    { type: { text: 'Medical record number' }, value: 'OLD1', use: 'old' },
    { value: 'unnamed' },
  ],
}

function documentAbout(reference: string): Bundle {
  return documentBundle(
    { type: { text: 'Care plan' }, title: 'Plan', subject: { reference, display: 'Ada Ruiz' } },
    practiceOf({ resourceType: 'Organization', id: 'p', name: 'Riverbend' }),
    [{ ...PATIENT, id: 'other' }, PATIENT].slice(reference === 'Patient/ada' ? 0 : 1),
    { id: 'd', compositionId: 'c', base: 'http://localhost/fhir/r4', now: '2026-03-05T18:00:00Z' },
  )
}

test('says whom it is about by name, day of birth and named identifiers, who made it and when', () => {
  expect(paperOfDocument(documentAbout('Patient/ada'), 'America/Chicago').lines).toEqual([
    'Patient: Ada Ruiz, born March 12, 1948',
    'Medical record number: RB1001',
    'Practice: Riverbend',
    'Made 2026-03-05 12:00:00, America/Chicago',
  ])
})

test('takes nobody else’s day of birth', () => {
  const [first, second] = paperOfDocument(documentAbout('Patient/other'), 'America/Chicago').lines
  expect([first, second]).toEqual(['Patient: Ada Ruiz', 'Practice: Riverbend'])
})
