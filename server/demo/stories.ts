import type { DemoChart } from './chart.ts'
import type { MonthDay } from './demo-calendar.ts'
import type { StaffId } from './practice.ts'

/** One demo patient: the chart, and what the practice did. Each shows one thing, named in `shows`. */
export interface DemoStory {
  readonly shows: string
  readonly chart: DemoChart
  readonly enrollments?: readonly DemoEnrollment[]
  /** Where there is no enrollment yet: how far the practice has come. */
  readonly outreach?: {
    readonly state: 'to-contact' | 'attempted' | 'declined' | 'unreachable'
    readonly on: MonthDay
    readonly reason?: string
    readonly askAgain?: MonthDay
  }
  /** Minutes by month ago; a month that is not named has none. */
  readonly work?: readonly DemoMonth[]
}

export interface DemoEnrollment {
  readonly program: 'ccm' | 'pcm' | 'apcm'
  readonly by: StaffId
  readonly careManager: StaffId
  readonly from: MonthDay
  readonly method: 'verbal' | 'written'
  /** Left as a draft: nobody has approved the plan. */
  readonly planDraft?: boolean
  readonly notAttested?: boolean
  readonly pausedOn?: MonthDay
  readonly withdrawnOn?: MonthDay
}

export interface DemoMonth {
  readonly ago: number
  readonly complexity?: 'low' | 'moderate' | 'high'
  readonly entries: readonly DemoEntry[]
}

/** Who, how many minutes, what; on which day of the month where it matters. */
export type DemoEntry = readonly [by: StaffId, minutes: number, activity: string, day?: number]

const ccm = (from: MonthDay = [5, 4]): DemoEnrollment => ({
  program: 'ccm',
  by: 'alvarez',
  careManager: 'whitfield',
  from,
  method: 'verbal',
})
const pcm = (by: StaffId): DemoEnrollment => ({
  program: 'pcm',
  by,
  careManager: 'mercer',
  from: [5, 6],
  method: 'written',
})
const apcm: DemoEnrollment = { program: 'apcm', by: 'lindgren', careManager: 'mercer', from: [4, 3], method: 'written' }
const visit = (ago: number, day: number, who = 'alvarez', cpt = '99214') => ({
  on: [ago, day] as const,
  with: who,
  cpt,
})
const before = [visit(7, 10)]

/** A month's usual work of some length, by the nurse and the LPN. */
const usual = (ago: number, ...minutes: readonly number[]): DemoMonth => ({
  ago,
  entries: minutes.map((length, index) => [
    index % 2 ? 'mercer' : 'whitfield',
    length,
    ACTIVITIES[index % ACTIVITIES.length] ?? 'patient-contact',
  ]),
})
const ACTIVITIES = ['patient-contact', 'medication-management', 'care-coordination', 'documentation']

/** The patients of the demo practice. */
export const STORIES: readonly DemoStory[] = [
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
    enrollments: [ccm()],
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
    work: [usual(2, 21), usual(1, 12, 10)],
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
    work: [usual(1, 20, 20, 18), usual(0, 14)],
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
    shows: 'one condition counts, one needs the clinician: not eligible for CCM yet',
    chart: {
      person: {
        id: 'dubois',
        given: 'Charles',
        family: 'Dubois',
        gender: 'male',
        birthDate: '1953-04-03',
        mbi: '1EG4TE5MK08',
      },
      conditions: ['hypertension', 'hyperlipidemia'],
      payer: 'part-b',
      visits: before,
    },
  },
  {
    shows: 'eligible and not enrolled: try it here',
    chart: {
      person: {
        id: 'mensah',
        given: 'Gloria',
        family: 'Mensah',
        gender: 'female',
        birthDate: '1952-08-21',
        mbi: '1EG4TE5MK09',
        race: 'Black or African American',
      },
      conditions: ['diabetes', 'hypertension', 'depression'],
      payer: 'part-b',
      visits: before,
    },
  },
  {
    shows: 'not eligible: nothing chronic that counts',
    chart: {
      person: {
        id: 'osei',
        given: 'Frank',
        family: 'Osei',
        gender: 'male',
        birthDate: '1955-02-17',
        mbi: '1EG4TE5MK10',
      },
      conditions: ['prediabetes', 'sinusitis'],
      payer: 'part-b',
    },
  },
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
    shows: 'declined; ask again in six months',
    chart: {
      person: {
        id: 'stone',
        given: 'Dorothy',
        family: 'Stone',
        gender: 'female',
        birthDate: '1949-09-09',
        mbi: '1EG4TE5MK13',
      },
      conditions: ['diabetes', 'osteoarthritis'],
      payer: 'part-b',
      visits: before,
    },
    outreach: { state: 'declined', on: [1, 9], reason: 'Does not want monthly calls', askAgain: [-5, 9] },
  },
  {
    shows: 'called once, consent missing',
    chart: {
      person: {
        id: 'cole',
        given: 'Raymond',
        family: 'Cole',
        gender: 'male',
        birthDate: '1947-03-28',
        mbi: '1EG4TE5MK14',
      },
      conditions: ['hypertension', 'atrial-fibrillation'],
      payer: 'part-b',
      visits: before,
    },
    outreach: { state: 'attempted', on: [0, 2] },
  },
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
      visits: before,
    },
    enrollments: [ccm()],
    work: [usual(1, 14, 12)],
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
      visits: [visit(6, 9, 'lindgren')],
    },
    enrollments: [apcm],
    work: [usual(2, 5), usual(1, 7)],
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
    shows: 'three calls, never reached',
    chart: {
      person: {
        id: 'murphy',
        given: 'Kathleen',
        family: 'Murphy',
        gender: 'female',
        birthDate: '1949-02-14',
        mbi: '1EG4TE5MK28',
      },
      conditions: ['osteoporosis', 'hypothyroidism', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    outreach: { state: 'unreachable', on: [1, 23] },
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
