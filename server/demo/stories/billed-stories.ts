import { johnsonPlan, ortizPlan, ruizPlan } from '../plans/featured-plans.ts'
import type { DemoStory } from './story.ts'
import { ccm, pcm, apcm, visit, before, usual } from './story-parts.ts'

/** Enrollments whose months earn codes, each by another way. */
export const billedStories: readonly DemoStory[] = [
  {
    shows: 'CCM with one add-on last month, two minutes short of the first code in this one',
    chart: {
      person: {
        id: 'ruiz',
        given: 'Elena',
        family: 'Ruiz',
        formerFamily: 'Campos',
        gender: 'female',
        birthDate: '1948-03-12',
        language: 'es',
        mbi: '1EG4TE5MK01',
        hispanic: true,
      },
      conditions: ['diabetic-kidney', 'kidney', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [{ ...ccm(), visit: [7, 10] }],
    plan: ruizPlan,
    work: [usual(3, 12, 11), usual(2, 14, 9, 6), usual(1, 16, 17, 14), usual(0, 11, 7)],
  },
  {
    shows: 'complex CCM with its add-on: high complexity and 96 minutes',
    chart: {
      person: {
        id: 'brandt',
        given: 'Walter',
        family: 'Brandt',
        gender: 'male',
        birthDate: '1941-07-30',
        mbi: '1EG4TE5MK02',
      },
      conditions: ['heart-failure', 'atrial-fibrillation', 'copd'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [
      { ...usual(2, 30, 22, 18), complexity: 'moderate' },
      { ...usual(1, 30, 26, 22, 18), complexity: 'high' },
      usual(0, 15, 13),
    ],
  },
  {
    shows: 'plain CCM, 22 minutes',
    chart: {
      person: {
        id: 'feldman',
        given: 'Ruth',
        family: 'Feldman',
        gender: 'female',
        birthDate: '1944-11-02',
        mbi: '1EG4TE5MK03',
      },
      conditions: ['osteoarthritis', 'osteoporosis'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [
      usual(2, 21),
      {
        ago: 1,
        entries: [
          ['whitfield', 12, 'patient-contact', undefined, { note: 'Knees better since she does the exercises daily.' }],
          ['mercer', 10, 'care-coordination', undefined, { manual: true }],
        ],
      },
    ],
  },
  {
    shows: "the practitioner's own 35 minutes: 99491",
    chart: {
      person: {
        id: 'greer',
        given: 'Thomas',
        family: 'Greer',
        gender: 'male',
        birthDate: '1950-05-19',
        mbi: '1EG4TE5MK04',
        race: 'Black or African American',
      },
      conditions: ['diabetes', 'hypertension', 'hyperlipidemia'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [
      {
        ago: 1,
        entries: [
          ['alvarez', 20, 'care-planning'],
          ['alvarez', 15, 'record-review'],
        ],
      },
      { ago: 0, entries: [['alvarez', 12, 'care-planning']] },
    ],
  },
  {
    shows: 'dementia with a caregiver; 58 minutes, two short of a second add-on',
    chart: {
      person: {
        id: 'johnson',
        given: 'Mae',
        family: 'Johnson',
        gender: 'female',
        birthDate: '1938-01-25',
        mbi: '1EG4TE5MK05',
        race: 'Black or African American',
      },
      conditions: ['dementia', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    plan: johnsonPlan,
    work: [usual(2, 20, 20), usual(1, 20, 20, 18), usual(0, 14)],
  },
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
    shows: 'CCM here and PCM by the cardiologist, each with its own minutes',
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
    enrollments: [ccm(), pcm('okafor')],
    work: [usual(1, 20, 11), { ago: 1, entries: [['okafor', 32, 'medication-management', 18]] }],
  },
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
