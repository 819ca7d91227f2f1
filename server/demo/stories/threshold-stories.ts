import type { DemoStory } from './story.ts'
import { ccm, before, usual } from './story-parts.ts'

/** Months whose codes hang on a minute, a policy, or on whose minutes they are. */
export const thresholdStories: readonly DemoStory[] = [
  {
    shows: 'sixty minutes and moderate complexity: the two policies choose different codes',
    chart: {
      person: {
        id: 'romano',
        given: 'Theresa',
        family: 'Romano',
        gender: 'female',
        birthDate: '1940-09-27',
        mbi: '1EG4TE5MK26',
      },
      conditions: ['parkinson', 'depression', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [{ ...usual(1, 24, 20, 18), complexity: 'moderate' }],
  },
  {
    shows: 'nineteen minutes last month: one short, and nothing is rounded up',
    chart: {
      person: {
        id: 'lopez',
        given: 'Edwin',
        family: 'Lopez',
        gender: 'male',
        birthDate: '1953-12-19',
        mbi: '1EG4TE5MK27',
        hispanic: true,
      },
      conditions: ['diabetes', 'hyperlipidemia', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [usual(1, 10, 9), usual(0, 16)],
  },
  {
    shows: 'under 65 with disability; a receptionist logged minutes that never count',
    chart: {
      person: {
        id: 'anders',
        given: 'Paul',
        family: 'Anders',
        gender: 'male',
        birthDate: '1976-08-08',
        mbi: '1EG4TE5MK29',
      },
      conditions: ['schizophrenia', 'diabetes'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [
      {
        ago: 1,
        entries: [
          ['whitfield', 22, 'patient-contact'],
          ['whitfield', 18, 'care-coordination'],
          ['pruitt', 20, 'patient-contact'],
        ],
      },
    ],
  },
]
