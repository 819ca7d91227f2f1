import type { Coding, Resource } from '@medplum/fhirtypes'
import { addMonths, dayOf, monthOf } from '#domain/calendar.ts'
import { IG } from '#domain/fhir/canonicals.ts'
import type { FhirReader, FhirRepository, StoredResource } from '#ports/fhir-store.ts'
import { closeMonth } from '../use-cases/close-month.ts'
import { createGovernWrites } from '../use-cases/govern-writes.ts'
import { parseStored } from '../use-cases/stored.ts'
import { chartResources } from './chart.ts'
import { demoCalendar } from './demo-calendar.ts'
import { DEMO_TIME_ZONE } from './practice.ts'
import { practiceResources } from './practice-resources.ts'
import type { DemoSeeding } from './seed/demo-seeding.ts'
import { seedStory } from './seed/seed-story.ts'
import { workOf } from './seed/story-work.ts'
import { TimeSlots } from './seed/time-slots.ts'
import { STORIES } from './stories.ts'

/** Months before last that are closed already, so that there are charges to look at; last month is the visitor's to close. */
const CLOSED = [3, 2]

/** Stories told at once. */
const TOGETHER = 4

/** `Organization.id` of the practice. */
const ORGANIZATION = practiceResources().find(({ resourceType }) => resourceType === 'Organization')?.id ?? ''

/** System of the tags by which the practice's Organization says how far the demo is. */
const DEMO = `${IG}/CodeSystem/ccm-demo`

/**
 * Fills the demo practice at its first start: staff and charts are written, everything else is done by the use cases that
 * visitors meet. One process does it, others that start meanwhile wait. A start that was cut off goes on where it was, with
 * the calendar of its day; what somebody has changed since stays changed.
 */
export async function seedDemo(seeding: DemoSeeding): Promise<void> {
  const { repository } = seeding
  if (await isFilled(repository)) return
  // The lock is all that this transaction is for: what is written inside is committed step by step.
  await repository.transaction(async (tx) => {
    await tx.lock(['demo'])
    if (!(await isFilled(repository))) await fill(seeding)
  })
}

/**
 * Whether a practice is the demo's own, or nobody's yet: of one that somebody has set up the Organization began without its
 * tag, and one whose Organization is gone still has its patients.
 */
export async function isMadeUp(repository: Pick<FhirRepository, 'readVersion' | 'search'>): Promise<boolean> {
  const first = await repository.readVersion('Organization', ORGANIZATION, 1)
  if (tagsOf(first).length > 0) return true
  const own = await Promise.all(['Organization', 'Patient'].map((type) => repository.search({ ...ANY, type })))
  return own.every(({ matches }) => matches.length === 0)
}

const ANY = { where: [], sort: [], include: [], revinclude: [], count: 1, total: 'none' } as const

async function fill(seeding: DemoSeeding): Promise<void> {
  const { repository, clock, log, tenant } = seeding
  const started = clock.now()
  const begun = await tagOf(repository, 'seeding')
  const now = begun?.version === undefined ? started : Date.parse(begun.version)
  const calendar = demoCalendar(dayOf(now, DEMO_TIME_ZONE))
  const charts = STORIES.map((story, index) => chartResources(story.chart, index + 1, calendar))
  await put(seeding, practiceTagged({ system: DEMO, code: 'seeding', version: new Date(now).toISOString() }))
  await put(seeding, charts.flat())
  const slots = new TimeSlots()
  const work = STORIES.map((story, number) => workOf(story, { calendar, slots, number, now }))
  const caller = { tenant, role: 'administrator', client: 'demo' } as const
  const telling = { ...seeding, governs: createGovernWrites(seeding), caller, calendar }
  const waiting = STORIES.entries()
  await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      for (const [index, story] of waiting) await seedStory(telling, story, work[index] ?? [])
    }),
  )
  await closeMonths(seeding, now)
  await put(seeding, practiceTagged({ system: DEMO, code: 'seeded' }))
  log.info('demo seeded', { patients: STORIES.length, ms: Math.round(clock.now() - started) })
}

/** Whether all has been told. A practice that somebody wrote anew without its tag stays as they left it. */
async function isFilled(repository: FhirReader): Promise<boolean> {
  const practice = await repository.read('Organization', ORGANIZATION)
  const tags = tagsOf(practice)
  return tags.some(({ code }) => code === 'seeded') || (practice?.deleted === false && tags.length === 0)
}

async function tagOf(repository: FhirReader, code: string): Promise<Coding | undefined> {
  return tagsOf(await repository.read('Organization', ORGANIZATION)).find((tag) => tag.code === code)
}

function tagsOf(stored: StoredResource | undefined): readonly Coding[] {
  if (!stored || stored.deleted) return []
  return parseStored(stored).meta?.tag?.filter(({ system }) => system === DEMO) ?? []
}

function practiceTagged(tag: Coding): readonly Resource[] {
  return practiceResources().map((resource) =>
    resource.resourceType === 'Organization' ? { ...resource, meta: { ...resource.meta, tag: [tag] } } : resource,
  )
}

async function put({ repository, preparer, note }: DemoSeeding, resources: readonly Resource[]): Promise<void> {
  await repository.write(
    resources.map((resource) => ({ kind: 'put', resource: preparer.prepare(resource), unlessUnchanged: true })),
    note,
  )
}

async function closeMonths(seeding: DemoSeeding, now: number): Promise<void> {
  const { tenant, note } = seeding
  for (const ago of CLOSED) {
    const month = addMonths(monthOf(now, DEMO_TIME_ZONE), -ago)
    await closeMonth(seeding, { tenant, month, dryRun: false, note, progress: () => Promise.resolve() })
  }
}
