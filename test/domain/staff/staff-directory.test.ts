import { describe, expect, test } from 'vitest'
import { mayBillOn, roleOn, staffDirectoryOf } from '../../../server/domain/staff/staff-directory.ts'
import { TODAY } from '../support/chart.ts'
import { CLERK, DR_LEE, NURSE, practitioner, role, STAFF } from '../support/practice.ts'

describe('who is who (DESIGN section 3, Staff)', () => {
  test('a role is the same person as its practitioner', () => {
    expect(STAFF.personOf('PractitionerRole/lee-billing-practitioner')).toBe(DR_LEE)
    expect(STAFF.memberOf('PractitionerRole/lee-billing-practitioner')).toBe(STAFF.memberOf(DR_LEE))
  })

  test.each([
    ['Practitioner/lee', DR_LEE],
    ['Practitioner/lee/_history/4', DR_LEE],
    ['https://other.example/fhir/Practitioner/lee', DR_LEE],
    ['Practitioner/never-seen', 'Practitioner/never-seen'],
    ['PractitionerRole/never-seen', undefined],
    ['Patient/lee', undefined],
    ['#contained', undefined],
    [undefined, undefined],
  ])('%s is %s', (reference, person) => {
    expect(STAFF.personOf(reference)).toBe(person)
  })

  test('nobody is made up', () => {
    expect(STAFF.memberOf('Practitioner/never-seen')).toBeUndefined()
  })

  test('name, NPI and credentials', () => {
    const directory = staffDirectoryOf(
      [
        {
          ...practitioner('kim', '1234567893'),
          name: [{ given: ['Kim'], family: 'Ng', suffix: ['RN', 'CCM'] }],
          qualification: [{ code: { text: 'RN' } }, { code: { coding: [{ code: 'BSN' }] } }],
        },
      ],
      [],
    )
    expect(directory.memberOf('Practitioner/kim')).toEqual({
      person: 'Practitioner/kim',
      name: 'Kim Ng',
      npi: '1234567893',
      credentials: ['RN', 'CCM', 'BSN'],
      roles: [],
    })
  })

  test('a person of whom only a role is on file is a member', () => {
    const directory = staffDirectoryOf([], [role('ghost', 'clinical-staff')])
    expect(roleOn(directory.memberOf('Practitioner/ghost'), TODAY)).toBe('clinical-staff')
  })
})

describe('roles by day (ccm-rules §7.2)', () => {
  const roleWith = (...roles: Parameters<typeof role>[2][]) =>
    roleOn(
      staffDirectoryOf(
        [practitioner('kim')],
        roles.map((more) => role('kim', 'clinical-staff', more)),
      ).memberOf('Practitioner/kim'),
      TODAY,
    )

  test.each([
    ['open on both sides', {}, 'clinical-staff'],
    ['from today', { period: { start: '2026-03-05' } }, 'clinical-staff'],
    ['from tomorrow', { period: { start: '2026-03-06' } }, undefined],
    ['until today', { period: { end: '2026-03-05' } }, 'clinical-staff'],
    ['until yesterday', { period: { end: '2026-03-04' } }, undefined],
    ['until some time this month', { period: { end: '2026-03' } }, 'clinical-staff'],
    ['from some time this year', { period: { start: '2026' } }, 'clinical-staff'],
    ['no longer active, nobody knows since when', { active: false }, undefined],
    ['no longer active, ended later', { active: false, period: { end: '2026-04-01' } }, 'clinical-staff'],
  ])('%s', (_words, more, expected) => {
    expect(roleWith(more)).toBe(expected)
  })

  test('of several roles at once the most capable', () => {
    const both = staffDirectoryOf([practitioner('kim')], [role('kim', 'non-clinical'), role('kim', 'clinical-staff')])
    expect(roleOn(both.memberOf('Practitioner/kim'), TODAY)).toBe('clinical-staff')
  })

  test('a code of another system is no role; minutes of such a person are unknown-role', () => {
    const other = staffDirectoryOf(
      [practitioner('kim')],
      [
        role('kim', 'clinical-staff', {
          code: [{ coding: [{ system: 'http://snomed.info/sct', code: '106292003' }] }],
        }),
      ],
    )
    expect(roleOn(other.memberOf('Practitioner/kim'), TODAY)).toBeUndefined()
    expect(roleOn(undefined, TODAY)).toBeUndefined()
  })

  test('only a billing practitioner with an NPI may bill', () => {
    expect(mayBillOn(STAFF.memberOf(DR_LEE), TODAY)).toBe(true)
    expect(mayBillOn(STAFF.memberOf('Practitioner/no-npi'), TODAY)).toBe(false)
    expect(mayBillOn(STAFF.memberOf(NURSE), TODAY)).toBe(false)
    expect(mayBillOn(STAFF.memberOf(CLERK), TODAY)).toBe(false)
  })
})
