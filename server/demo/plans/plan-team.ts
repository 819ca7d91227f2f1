import type { CareTeam, CareTeamParticipant } from '@medplum/fhirtypes'
import { withTranslation } from '#domain/care-plan/local-text.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { DEMO_PHONES } from '../practice.ts'
import type { DemoPlan } from './demo-plan.ts'

const PRACTICE = { reference: 'Organization/riverbend' }

/** The team of an enrollment with all who take part: the caregiver and the specialist too, and whom to call at any hour. */
export function wholeTeam(team: CareTeam, patient: string, plan: DemoPlan): CareTeam {
  const own = (team.participant ?? []).filter(({ member }) => !isJoining(member?.reference ?? ''))
  return {
    ...team,
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal',
        valueReference: { reference: `Goal/${patient}-goal-own` },
      },
    ],
    participant: [...own.map(withPractice), ...joining(patient, plan)],
    telecom: [...DEMO_PHONES],
  }
}

function isJoining(reference: string): boolean {
  return /^(RelatedPerson|Organization)\//.test(reference)
}

function withPractice(participant: CareTeamParticipant): CareTeamParticipant {
  const isStaff = participant.member?.reference?.startsWith('Practitioner/') === true
  return isStaff ? { ...participant, onBehalfOf: PRACTICE } : participant
}

function joining(patient: string, { caregiver, specialist }: DemoPlan): readonly CareTeamParticipant[] {
  const role = (code: string, display: string) => [{ coding: [{ system: SYSTEM.snomed, code, display }] }]
  return [
    ...(caregiver
      ? [
          {
            role: role('133932002', 'Caregiver'),
            member: {
              reference: `RelatedPerson/${patient}-caregiver`,
              display: `${caregiver.given} ${caregiver.family}`,
            },
          },
        ]
      : []),
    {
      role: [
        { ...role('224930009', 'Services')[0], ...withTranslation('text', { text: 'Specialist', es: 'Especialista' }) },
      ],
      member: { reference: `Organization/${patient}-specialist`, display: specialist.name },
    },
  ]
}
