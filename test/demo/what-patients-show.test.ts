import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Program } from '#domain/enrollment/program.ts'
import { panelParameters } from '#domain/panel/panel-parameters.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { storyOf, STORIES } from '../../server/demo/stories.ts'
import type { DemoSeeding } from '../../server/demo/seed/demo-seeding.ts'
import { assessPatient } from '../../server/use-cases/assess-patient.ts'
import { carePlanRevisions } from '../../server/use-cases/care-plan-revisions.ts'
import { readMonth } from '../../server/use-cases/read-month.ts'
import { readPanel } from '../../server/use-cases/read-panel.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { demoSeeding } from '../support/demo-seeding.ts'
import { aMonth } from '../support/programme.ts'

/** Early in a year, so that the story crosses its beginning, and on the day that daylight saving begins. */
const NOW = Date.parse('2026-03-08T20:00:00Z')
const EARLIER = aMonth('2026-01')
const LAST = aMonth('2026-02')
const RUNNING = aMonth('2026-03')

let db: TestDatabase
let demo: DemoSeeding

beforeAll(async () => {
  db = await createTestDatabase()
  demo = await demoSeeding(db.database, NOW)
  await seedDemo(demo)
})
afterAll(async () => {
  await db.drop()
})

async function month(patient: string, which: typeof LAST, program: Program = 'ccm') {
  const reading = await readMonth(demo, demo.repository, { patient, month: which, program })
  if (!reading) throw new Error(`There is no ${patient}.`)
  const { decision, state } = reading
  const codes = (charges: typeof decision.charges) => charges.map(({ code, units }) => `${code} × ${units}`)
  return {
    state,
    staff: decision.staffMinutes,
    practitioner: decision.practitionerMinutes,
    charges: codes(decision.charges),
    alternative: codes(decision.alternative.charges),
    next: decision.next,
    blockers: decision.blockers.map(({ code }) => code),
    notCounted: decision.notCounted.map(({ code }) => code),
  }
}

async function eligible(patient: string): Promise<string[]> {
  const found = await assessPatient(demo, demo.repository, { patient })
  return (found?.programs ?? []).filter((each) => each.eligible).map(({ program }) => program)
}

/** What last month is, for whom: charges, or why there is none. */
const LAST_MONTH: readonly [string, Program, object][] = [
  ['ruiz', 'ccm', { staff: 47, charges: ['99490 × 1', '99439 × 1'], state: 'ready' }],
  ['brandt', 'ccm', { staff: 96, charges: ['99487 × 1', '99489 × 1'] }],
  ['feldman', 'ccm', { staff: 22, charges: ['99490 × 1'] }],
  ['greer', 'ccm', { staff: 0, practitioner: 35, charges: ['99491 × 1'] }],
  ['johnson', 'ccm', { staff: 58, charges: ['99490 × 1', '99439 × 1'] }],
  ['nakamura', 'pcm', { staff: 34, charges: ['99426 × 1'] }],
  ['kowalski', 'pcm', { practitioner: 31, charges: ['99424 × 1'] }],
  ['ortiz', 'apcm', { charges: ['G0558 × 1'] }],
  ['becker', 'apcm', { charges: ['G0557 × 1'] }],
  ['bertrand', 'ccm', { staff: 31, practitioner: 0, charges: ['99490 × 1'] }],
  ['bertrand', 'pcm', { staff: 0, practitioner: 32, charges: ['99424 × 1'] }],
  ['romano', 'ccm', { staff: 62, charges: ['99487 × 1'], alternative: ['99490 × 1', '99439 × 2'] }],
  ['lopez', 'ccm', { staff: 19, charges: [], next: { minutesNeeded: 1 } }],
  ['anders', 'ccm', { staff: 40, charges: ['99490 × 1', '99439 × 1'], notCounted: ['non-clinical'] }],
  ['park', 'ccm', { staff: 21, charges: ['99490 × 1'], notCounted: ['hospice'] }],
  ['whitaker', 'ccm', { staff: 20, charges: ['99490 × 1'], notCounted: ['after-death'] }],
  ['lindqvist', 'ccm', { staff: 12, charges: [], notCounted: ['inpatient'] }],
  ['freeman', 'ccm', { staff: 25, charges: ['99490 × 1'], notCounted: ['e-m-day'] }],
  ['hughes', 'ccm', { staff: 0, charges: [] }],
  ['simmons', 'ccm', { staff: 24, charges: ['99490 × 1'], notCounted: ['after-withdrawal'] }],
  ['noel', 'ccm', { charges: ['99490 × 1'], blockers: ['medicare-advantage'], state: 'needs-attention' }],
  ['walsh', 'ccm', { charges: ['99490 × 1'], blockers: ['coverage-unknown'], state: 'needs-attention' }],
  ['tran', 'ccm', { charges: ['99490 × 1'], blockers: ['no-mbi'], state: 'needs-attention' }],
  ['castillo', 'ccm', { charges: ['99490 × 1'], blockers: ['no-care-plan'], state: 'needs-attention' }],
  ['hoffman', 'ccm', { charges: ['99490 × 1'], blockers: ['no-attestation'], state: 'needs-attention' }],
]

const NOT_ENROLLED: readonly [string, readonly string[]][] = [
  ['dubois', ['pcm', 'apcm']],
  ['mensah', ['ccm', 'pcm', 'apcm']],
  ['osei', ['apcm']],
  ['stone', ['ccm', 'pcm', 'apcm']],
  ['cole', ['ccm', 'pcm', 'apcm']],
  ['murphy', ['ccm', 'pcm', 'apcm']],
]

describe('the demo shows', () => {
  it.each(LAST_MONTH.map(([patient, program, expected]) => [storyOf(patient), patient, program, expected] as const))(
    '%s (%s, %s)',
    async (_shows, patient, program, expected) => {
      expect(await month(patient, LAST, program)).toMatchObject(expected)
    },
  )

  it.each(NOT_ENROLLED.map(([patient, programs]) => [storyOf(patient), patient, programs] as const))(
    '%s (%s)',
    async (_shows, patient, programs) => {
      expect(await eligible(patient)).toEqual(programs)
      const stored = (await demo.repository.records([patient], ['Consent'])).get(patient) ?? []
      expect(stored).toEqual([])
    },
  )

  it('somebody for each patient', () => {
    const told = [...LAST_MONTH, ...NOT_ENROLLED].map(([patient]) => patient)
    expect([...new Set(told)].toSorted()).toEqual(STORIES.map(({ chart }) => chart.person.id).toSorted())
  })

  it('a month closed with its charges, and one that runs, two minutes short', async () => {
    expect(await month('ruiz', EARLIER)).toMatchObject({ state: 'closed', charges: ['99490 × 1'] })
    expect(await month('ruiz', RUNNING)).toMatchObject({ state: 'open', staff: 18, next: { minutesNeeded: 2 } })
  })
})

it('lists somebody who is in two programs once, with what both have earned', async () => {
  const { patients } = await readPanel(demo, demo.repository, { month: LAST, count: 250 })
  const bertrand = patients.filter(({ record }) => record.patient.id === 'bertrand')
  expect(bertrand).toMatchObject([
    { month: { enrollment: { program: 'ccm' } }, also: [{ enrollment: { program: 'pcm' }, state: 'ready' }] },
  ])
  const [{ also } = {}] = panelParameters({ month: LAST, patients: bertrand })
    .parameter!.filter(({ name }) => name === 'patient')
    .map(({ part = [] }) => ({ also: part.find(({ name }) => name === 'also')?.part }))
  expect(also?.at(-1)?.valueMoney?.value).toBeGreaterThan(0)
  expect(also?.slice(0, -1)).toEqual([
    { name: 'program', valueCode: 'pcm' },
    { name: 'state', valueCode: 'ready' },
    { name: 'totalMinutes', valueInteger: (await month('bertrand', LAST, 'pcm')).practitioner },
  ])
})

it('says of each version of a plan who wrote it and why', async () => {
  const stored = (await demo.repository.records(['ruiz'], ['CarePlan'])).get('ruiz') ?? []
  const { revisions = [] } = (await carePlanRevisions(demo.repository, stored[0]?.id ?? '')) ?? {}
  const told = revisions.map(({ activity, by, why }) => [activity, by, why === undefined ? 'for no reason' : 'why'])
  expect(told).toEqual([
    ['established', expect.anything(), expect.anything()],
    ['suggested', 'Practitioner/alvarez', 'for no reason'],
    ['activated', 'Practitioner/alvarez', 'why'],
    ['substantially-revised', 'Practitioner/alvarez', 'why'],
  ])
})
