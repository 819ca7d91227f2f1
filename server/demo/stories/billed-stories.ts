import { johnsonPlan, ruizPlan } from '../plans/featured-plans.ts'
import type { DemoStory } from './story.ts'
import { ccm, before, usual } from './story-parts.ts'

/** Enrollments in chronic care whose months earn codes, each by another way. */
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
        askedAll: true,
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
]
