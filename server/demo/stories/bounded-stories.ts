import type { DemoStory } from './story.ts'
import { ccm, visit, before, usual } from './story-parts.ts'

/** Enrollments where something in the chart or in the consent stops or bounds the counting. */
export const boundedStories: readonly DemoStory[] = [
  {
    shows: 'hospice election in the middle of last month: later minutes do not count',
    chart: {
      person: {
        id: 'park',
        given: 'Lillian',
        family: 'Park',
        gender: 'female',
        birthDate: '1937-06-11',
        mbi: '1EG4TE5MK11',
        race: 'Asian',
      },
      conditions: ['heart-failure', 'kidney'],
      payer: 'part-b',
      visits: before,
      hospice: [1, 15],
    },
    enrollments: [ccm()],
    work: [
      usual(2, 22),
      {
        ago: 1,
        entries: [
          ['whitfield', 21, 'patient-contact', 8],
          ['whitfield', 15, 'care-coordination', 22],
        ],
      },
    ],
  },
  {
    shows: 'died last month: minutes until then count',
    chart: {
      person: {
        id: 'whitaker',
        given: 'George',
        family: 'Whitaker',
        gender: 'male',
        birthDate: '1933-10-05',
        mbi: '1EG4TE5MK12',
      },
      conditions: ['copd', 'ischemic-heart'],
      payer: 'part-b',
      died: [1, 18],
      visits: before,
    },
    enrollments: [ccm()],
    work: [
      {
        ago: 1,
        entries: [
          ['whitfield', 20, 'patient-contact', 6],
          ['mercer', 6, 'documentation', 21],
        ],
      },
    ],
  },
  {
    shows: 'in hospital for five days: those minutes do not count',
    chart: {
      person: {
        id: 'lindqvist',
        given: 'Martha',
        family: 'Lindqvist',
        gender: 'female',
        birthDate: '1942-02-02',
        mbi: '1EG4TE5MK19',
      },
      conditions: ['heart-failure', 'diabetes'],
      payer: 'part-b',
      visits: before,
      admissions: [{ from: [1, 5], to: [1, 9] }],
    },
    enrollments: [ccm()],
    work: [
      {
        ago: 1,
        entries: [
          ['whitfield', 10, 'transition-support', 6],
          ['whitfield', 12, 'patient-contact', 20],
        ],
      },
    ],
  },
  {
    shows: "minutes on the day of the practitioner's visit do not count",
    chart: {
      person: {
        id: 'freeman',
        given: 'Albert',
        family: 'Freeman',
        gender: 'male',
        birthDate: '1943-08-15',
        mbi: '1EG4TE5MK20',
      },
      conditions: ['ischemic-heart', 'diabetes'],
      payer: 'part-b',
      visits: [...before, visit(1, 14)],
    },
    enrollments: [ccm()],
    work: [
      {
        ago: 1,
        entries: [
          ['whitfield', 25, 'patient-contact', 7],
          ['whitfield', 15, 'education', 14],
        ],
      },
    ],
  },
  {
    shows: 'paused while travelling',
    chart: {
      person: {
        id: 'hughes',
        given: 'Victor',
        family: 'Hughes',
        gender: 'male',
        birthDate: '1954-06-16',
        mbi: '1EG4TE5MK24',
      },
      conditions: ['copd', 'depression'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [{ ...ccm(), pausedOn: [1, 3] }],
    work: [usual(2, 24)],
  },
  {
    shows: 'consent withdrawn last month: what was earned by then stays',
    chart: {
      person: {
        id: 'simmons',
        given: 'Beverly',
        family: 'Simmons',
        gender: 'female',
        birthDate: '1946-04-20',
        mbi: '1EG4TE5MK25',
      },
      conditions: ['hypertension', 'osteoarthritis'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [{ ...ccm(), withdrawnOn: [1, 16] }],
    work: [
      {
        ago: 1,
        entries: [
          ['whitfield', 24, 'patient-contact', 9],
          ['mercer', 8, 'documentation', 20],
        ],
      },
    ],
  },
]
