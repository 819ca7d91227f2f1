import { ortizPlan } from '../plans/featured-plans.ts'
import type { DemoStory } from './story.ts'
import { ccm, pcm, apcm, visit, before, usual } from './story-parts.ts'

/** Enrollments in principal and in advanced primary care management, and in two programmes at once. */
export const programStories: readonly DemoStory[] = [
  {
    shows: 'PCM by staff for one complex condition',
    chart: {
      person: {
        id: 'nakamura',
        given: 'Harold',
        family: 'Nakamura',
        gender: 'male',
        birthDate: '1946-09-14',
        mbi: '1EG4TE5MK06',
        race: 'Asian',
      },
      conditions: ['copd'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [pcm('alvarez')],
    work: [usual(2, 31), usual(1, 20, 14)],
  },
  {
    shows: 'PCM by the cardiologist personally',
    chart: {
      person: {
        id: 'kowalski',
        given: 'Irene',
        family: 'Kowalski',
        gender: 'female',
        birthDate: '1951-12-08',
        mbi: '1EG4TE5MK07',
      },
      conditions: ['heart-failure'],
      payer: 'part-b',
      visits: [visit(7, 12, 'okafor')],
    },
    enrollments: [pcm('okafor')],
    work: [
      {
        ago: 1,
        entries: [
          ['okafor', 18, 'record-review'],
          ['okafor', 13, 'care-planning'],
        ],
      },
    ],
  },
  {
    shows: 'APCM level 3: two conditions and a Qualified Medicare Beneficiary',
    chart: {
      person: {
        id: 'ortiz',
        given: 'Samuel',
        family: 'Ortiz',
        gender: 'male',
        birthDate: '1956-11-11',
        mbi: '1EG4TE5MK16',
        hispanic: true,
        language: 'es',
      },
      conditions: ['diabetes', 'schizophrenia'],
      payer: 'part-b-qmb',
      visits: [visit(6, 8, 'lindgren')],
    },
    enrollments: [apcm],
    plan: ortizPlan,
    work: [usual(1, 9)],
  },
  {
    shows: 'APCM level 2: no minutes needed',
    chart: {
      person: {
        id: 'becker',
        given: 'Joan',
        family: 'Becker',
        gender: 'female',
        birthDate: '1945-05-05',
        mbi: '1EG4TE5MK17',
      },
      conditions: ['hypertension', 'osteoporosis'],
      payer: 'part-b',
      visits: [visit(6, 9, 'lindgren'), visit(2, 16, 'lindgren')],
    },
    enrollments: [apcm],
    work: [
      {
        ago: 2,
        entries: [
          ['whitfield', 5, 'care-coordination', 16, { apartFromVisit: 'Called the pharmacy after the visit.' }],
        ],
      },
      usual(1, 7),
    ],
  },
  {
    shows: 'CCM here and PCM for the heart by the cardiologist, each with its own minutes',
    chart: {
      person: {
        id: 'bertrand',
        given: 'Louis',
        family: 'Bertrand',
        gender: 'male',
        birthDate: '1939-03-03',
        mbi: '1EG4TE5MK22',
      },
      conditions: ['heart-failure', 'diabetes', 'hypertension'],
      payer: 'part-b',
      visits: [...before, visit(7, 18, 'okafor')],
    },
    enrollments: [
      { ...ccm(), conditions: [2, 3] },
      { ...pcm('okafor'), conditions: [1] },
    ],
    work: [usual(1, 20, 11), { ago: 1, entries: [['okafor', 32, 'medication-management', 18]] }],
  },
]
