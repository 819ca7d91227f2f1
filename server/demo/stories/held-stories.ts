import type { DemoStory } from './story.ts'
import { ccm, before, usual } from './story-parts.ts'

/** Months that are earned but may not be billed yet. */
export const heldStories: readonly DemoStory[] = [
  {
    shows: 'Medicare Advantage: no fee-for-service claim',
    chart: {
      person: {
        id: 'noel',
        given: 'Patricia',
        family: 'Noel',
        gender: 'female',
        birthDate: '1950-01-31',
        mbi: '1EG4TE5MK15',
      },
      conditions: ['diabetes', 'depression'],
      payer: 'medicare-advantage',
      discloses: [6, 4],
      visits: before,
    },
    enrollments: [ccm()],
    work: [usual(1, 14, 12)],
  },
  {
    shows: 'no coverage on file: earned, held until somebody asks',
    chart: {
      person: {
        id: 'walsh',
        given: 'Eugene',
        family: 'Walsh',
        gender: 'male',
        birthDate: '1948-12-24',
        mbi: '1EG4TE5MK18',
      },
      conditions: ['copd', 'hypertension'],
      payer: 'none-on-file',
      visits: before,
    },
    enrollments: [ccm()],
    work: [usual(1, 13, 12)],
  },
  {
    shows: 'no Medicare number yet',
    chart: {
      person: {
        id: 'tran',
        given: 'Shirley',
        family: 'Tran',
        gender: 'female',
        birthDate: '1957-07-07',
        race: 'Asian',
      },
      conditions: ['asthma', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [ccm()],
    work: [usual(1, 23)],
  },
  {
    shows: 'the care plan is still a draft',
    chart: {
      person: {
        id: 'castillo',
        given: 'Norma',
        family: 'Castillo',
        gender: 'female',
        birthDate: '1951-10-10',
        mbi: '1EG4TE5MK23',
        hispanic: true,
        language: 'es',
      },
      conditions: ['diabetes', 'gout', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [{ ...ccm([2, 7]), planDraft: true }],
    work: [usual(1, 12, 12)],
  },
  {
    shows: 'the practitioner has not confirmed the risk yet',
    chart: {
      person: {
        id: 'hoffman',
        given: 'Clara',
        family: 'Hoffman',
        gender: 'female',
        birthDate: '1947-11-30',
        mbi: '1EG4TE5MK30',
      },
      conditions: ['atrial-fibrillation', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    enrollments: [{ ...ccm([1, 4]), notAttested: true }],
    work: [usual(1, 15, 11)],
  },
]
