import type { CareTeam, CareTeamParticipant, EpisodeOfCare } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import {
  CARE_MANAGER,
  episodeManagedBy,
  hasCareManager,
  teamManagedBy,
} from '../../../server/domain/enrollment/assign-care-manager.ts'
import { codeSystem } from '../../../server/domain/fhir/canonicals.ts'

const OLD = { reference: 'Practitioner/mercer', display: 'Tom Mercer' }
const NEW = { reference: 'Practitioner/whitfield', display: 'Joan Whitfield' }
const NURSE = { coding: [{ system: 'http://snomed.info/sct', code: '224535009' }] }

const episode = (more: Partial<EpisodeOfCare>): EpisodeOfCare => ({
  resourceType: 'EpisodeOfCare',
  status: 'active',
  patient: { reference: 'Patient/p' },
  type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
  ...more,
})
const team = (...participant: CareTeamParticipant[]): CareTeam => ({ resourceType: 'CareTeam', participant })

describe('another care manager', () => {
  test.each([
    ['of one who is enrolled', episode({}), true],
    ['of one who is paused', episode({ status: 'onhold' }), true],
    ['not of one who is still asked', episode({ status: 'planned' }), false],
    ['not of one whose enrollment ended', episode({ status: 'finished' }), false],
    ['not of an episode of another sort', episode({ type: [] }), false],
  ])('%s', (_, given, expected) => {
    expect(hasCareManager(given)).toBe(expected)
  })

  test('stands in the enrollment; who it is already changes nothing', () => {
    const before = episode({ careManager: OLD, period: { start: '2026-03-01' } })
    const after = episodeManagedBy(before, NEW)
    expect(after).toEqual({ ...before, careManager: NEW })
    expect(episodeManagedBy(after, { reference: 'Practitioner/whitfield' })).toBe(after)
  })

  test.each<[string, CareTeam, CareTeamParticipant[]]>([
    ['a team without anybody', team(), [{ role: [CARE_MANAGER], member: NEW }]],
    ['a team without one', team({ member: OLD }), [{ member: OLD }, { role: [CARE_MANAGER], member: NEW }]],
    [
      'a team with another, whose place and role are kept',
      team({ role: [CARE_MANAGER], member: OLD, period: { start: '2026-03-01' } }, { role: [NURSE], member: NEW }),
      [
        { role: [CARE_MANAGER], member: NEW, period: { start: '2026-03-01' } },
        { role: [NURSE], member: NEW },
      ],
    ],
    [
      'a team with two',
      team({ role: [CARE_MANAGER], member: OLD }, { member: OLD }, { role: [CARE_MANAGER], member: NEW }),
      [{ role: [CARE_MANAGER], member: NEW }, { member: OLD }],
    ],
  ])('stands in %s', (_, before, participant) => {
    expect(teamManagedBy(before, NEW)).toEqual({ ...before, participant })
  })

  test('changes nothing in a team that names the person', () => {
    const same = team({ role: [CARE_MANAGER], member: NEW })
    expect(teamManagedBy(same, { reference: 'https://ehr.example/fhir/Practitioner/whitfield' })).toBe(same)
  })
})
