import type { CarePlan, EpisodeOfCare, Extension, Resource } from '@medplum/fhirtypes'
import { REQUIRED_ELEMENTS } from '#domain/care-plan/element.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import type { Change, FhirRepository } from '#ports/fhir-store.ts'
import { endEnrollment } from '../../use-cases/end-enrollment.ts'
import { enrollPatient } from '../../use-cases/enroll-patient.ts'
import { parseStored } from '../../use-cases/stored.ts'
import type { DemoEnrollment, DemoStory } from '../stories/story.ts'
import { fileSignedConsents } from './signed-consents.ts'
import { seedPlan } from './seed-plan.ts'
import { enrollmentRequest, outreachEpisode, pausedEpisode } from './story-enrollment.ts'
import { putGoverned, type StorySeeding } from './story-seeding.ts'

/** Enrolls the patient of a story, and whatever became of the enrollment, as staff would have done it. */
export async function seedStory(seeding: StorySeeding, story: DemoStory, work: readonly Resource[]): Promise<void> {
  const { repository } = seeding
  const patient = story.chart.person.id
  const outreach = outreachEpisode(story, seeding.calendar)
  if (outreach) await putGoverned(seeding, repository, [outreach])
  const known = await enrolledAlready(repository, patient)
  const enrollments = story.enrollments ?? []
  const episodes: string[] = []
  for (const enrollment of enrollments)
    episodes.push(known.get(enrollment.program) ?? (await enroll(seeding, patient, enrollment)))
  await fileSignedConsents(seeding, story)
  if (story.plan) await seedPlan(seeding, story, story.plan)
  else if (!enrollments.some(({ planDraft }) => planDraft)) await approvePlans(seeding, patient)
  const focused = work.map((resource) => focusOn(resource, enrollments, episodes))
  if (focused.length > 0) await putGoverned(seeding, repository, focused)
  for (const [at, enrollment] of enrollments.entries()) await follow(seeding, enrollment, episodes[at] ?? '')
}

/** Programmes of a start that was cut off, each with its EpisodeOfCare's id. */
async function enrolledAlready(repository: FhirRepository, patient: string): Promise<ReadonlyMap<string, string>> {
  const stored = (await repository.records([patient], ['EpisodeOfCare'])).get(patient) ?? []
  const episodes = stored.map((one) => parseStored(one) as EpisodeOfCare).filter(({ status }) => status !== 'planned')
  return new Map(
    episodes.flatMap(({ id = '', type = [] }) =>
      type.flatMap(({ coding = [] }) => coding.map(({ code = '' }) => [code, id] as const)),
    ),
  )
}

async function enroll(seeding: StorySeeding, patient: string, enrollment: DemoEnrollment): Promise<string> {
  const request = enrollmentRequest(enrollment, patient, seeding.calendar)
  const { caller, note, repository } = seeding
  const enrolled = await enrollPatient(seeding, repository, { patient, request, caller, note })
  if (!enrolled) throw new Error(`The demo's patient ${patient} is not there.`)
  return enrolled.written.find(({ type }) => type === 'EpisodeOfCare')?.id ?? ''
}

/** The demo's plans are drafts of an enrollment: what they lack stands in the decision to put them into force. */
const APPROVAL: Extension = {
  url: structureDefinition('ccm-activated-with-gaps'),
  extension: [
    ...REQUIRED_ELEMENTS.filter((element) => element !== 'problem-list').map((valueCode) => ({
      url: 'element',
      valueCode,
    })),
    { url: 'reason', valueString: 'Agreed by telephone; goals and outlook are being written.' },
  ],
}

async function approvePlans({ repository, preparer, note }: StorySeeding, patient: string): Promise<void> {
  const stored = (await repository.records([patient], ['CarePlan'])).get(patient) ?? []
  const plans = stored.map((one) => parseStored(one) as CarePlan).filter(({ status }) => status === 'draft')
  const changes = plans.map((plan): Change => ({
    kind: 'put',
    resource: preparer.prepare({ ...plan, status: 'active', extension: [...(plan.extension ?? []), APPROVAL] }),
  }))
  await repository.write(changes, note)
}

/** Where two programmes are at work, a person's time is for the one that they bill; all else is for the first. */
function focusOn(resource: Resource, enrollments: readonly DemoEnrollment[], episodes: readonly string[]): Resource {
  if (resource.resourceType !== 'Task' || enrollments.length < 2) return resource
  const own = enrollments.findIndex(({ by }) => resource.owner?.reference === `Practitioner/${by}`)
  return { ...resource, focus: { reference: `EpisodeOfCare/${episodes[Math.max(own, 0)] ?? ''}` } }
}

async function follow(seeding: StorySeeding, enrollment: DemoEnrollment, episode: string): Promise<void> {
  const { repository, note, calendar } = seeding
  const stored = await repository.read('EpisodeOfCare', episode)
  const current = stored && (parseStored(stored) as EpisodeOfCare)
  if (current?.status !== 'active') return
  if (enrollment.pausedOn) await putGoverned(seeding, repository, [pausedEpisode(current)])
  if (!enrollment.withdrawnOn) return
  const dateTime = `${calendar.dayOf(enrollment.withdrawnOn)}T18:00:00Z`
  await endEnrollment(seeding, repository, { episode, request: { reason: 'withdrawn', dateTime }, note })
}
