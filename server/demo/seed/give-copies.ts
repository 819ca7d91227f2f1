import type { Communication, DocumentReference, Resource } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { NotTypeset, type Typesetter } from '#ports/typesetter.ts'
import { handOverCarePlan } from '../../use-cases/hand-over-care-plan.ts'
import { parseStored } from '../../use-cases/stored.ts'
import type { DemoPlan } from '../plans/demo-plan.ts'
import { planDay } from '../plans/plan-resources.ts'
import type { DemoStory } from '../stories/story.ts'
import { putGoverned, type StorySeeding } from './story-seeding.ts'

/** Copies are HTML where nothing can set a PDF. */
const HTML_ONLY: Typesetter = {
  pdf: () => Promise.reject(new NotTypeset('No typesetter.')),
  stop: () => Promise.resolve(),
}

const OF_COPY = structureDefinition('ccm-care-plan-document')
const OF_HANDOVER = structureDefinition('ccm-care-plan-handover')

/** Gives the patient or caregiver a copy of the plan as it is, unless it has been given. */
export async function giveCopy(
  telling: StorySeeding,
  story: DemoStory,
  plan: DemoPlan,
  which: 'before' | 'revised',
): Promise<void> {
  const { repository, caller, note } = telling
  const patient = story.chart.person.id
  const { documents } = await copiesOf(telling, patient)
  const isFirst = which === 'before' || !plan.copyBefore
  if (documents.length > (isFirst ? 0 : 1)) return
  const stored = (await repository.records([patient], ['CarePlan'])).get(patient) ?? []
  await handOverCarePlan(onDay(telling, which), repository, {
    carePlan: stored[0]?.id ?? '',
    medium: which === 'before' ? 'MAILWRIT' : 'WRITTEN',
    ...(isFirst && plan.caregiver ? { recipient: `RelatedPerson/${patient}-caregiver` } : {}),
    caller,
    note,
  })
}

/** What handing over needs, on the day of the story. */
function onDay(telling: StorySeeding, which: 'before' | 'revised') {
  const { calendar, typesetter = HTML_ONLY } = telling
  const day = which === 'before' ? planDay(calendar) : calendar.dayBefore(3)
  return { ...telling, typesetter, clock: { now: () => Date.parse(`${day}T17:00:00Z`) } }
}

interface Copies {
  /** Oldest first. */
  readonly documents: readonly DocumentReference[]
  readonly handovers: readonly Communication[]
}

async function copiesOf({ repository }: StorySeeding, patient: string): Promise<Copies> {
  const stored = (await repository.records([patient], ['DocumentReference', 'Communication'])).get(patient) ?? []
  const resources = stored.map(parseStored)
  return {
    documents: resources
      .filter((one): one is DocumentReference => one.resourceType === 'DocumentReference' && claims(one, OF_COPY))
      .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? '')),
    handovers: resources.filter(
      (one): one is Communication => one.resourceType === 'Communication' && claims(one, OF_HANDOVER),
    ),
  }
}

function claims({ meta }: Resource, profile: string): boolean {
  return meta?.profile?.includes(profile) === true
}

/** Files the copies as the practice's archive keeps them: numbered, with the visit they belong to. */
export async function fileCopies(telling: StorySeeding, story: DemoStory, plan: DemoPlan): Promise<void> {
  const { id } = story.chart.person
  const visit = story.chart.visits?.[0]
  const { documents, handovers } = await copiesOf(telling, id)
  const encounter = visit && [{ reference: `Encounter/${id}-visit-${telling.calendar.dayOf(visit.on)}` }]
  const filed = documents.map((document, index): DocumentReference => ({
    ...document,
    identifier: [{ system: 'https://riverbend.example/document', value: `${id}-${index + 1}` }],
    content: document.content.map((content) => ({ ...content, format: AS_ITS_TYPE_SAYS })),
    context: {
      ...document.context,
      ...(encounter ? { encounter } : {}),
      period: { start: (document.date ?? '').slice(0, 10) },
    },
  }))
  const newest = documents.at(-1)
  const told = handovers
    .filter((handover) => newest && names(handover, newest))
    .map((handover) => ({ ...handover, note: [{ text: plan.handover }] }))
  await putGoverned(telling, telling.repository, [...filed, ...told])
}

const AS_ITS_TYPE_SAYS = {
  system: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
  code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
}

function names({ payload }: Communication, document: DocumentReference): boolean {
  return payload?.some(({ contentReference }) => contentReference?.reference === referenceTo(document)) === true
}
