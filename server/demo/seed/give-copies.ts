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

/** Gives the patient or caregiver a copy, and files it, until so many have been given. */
export async function giveCopies(
  telling: StorySeeding,
  story: DemoStory,
  plan: DemoPlan,
  wanted: 1 | 2,
): Promise<void> {
  const { repository } = telling
  const patient = story.chart.person.id
  if ((await copiesOf(telling, patient)).documents.length < wanted) await handOver(telling, story, plan, wanted)
  const filed = fileCopies(await copiesOf(telling, patient), { telling, story, plan })
  await putGoverned(telling, repository, filed)
}

async function handOver(telling: StorySeeding, story: DemoStory, plan: DemoPlan, wanted: 1 | 2): Promise<void> {
  const { repository, calendar, caller, note } = telling
  const patient = story.chart.person.id
  const stored = (await repository.records([patient], ['CarePlan'])).get(patient) ?? []
  const day = wanted === 1 ? planDay(calendar) : calendar.dayBefore(3)
  const deps = {
    ...telling,
    typesetter: telling.typesetter ?? HTML_ONLY,
    clock: { now: () => Date.parse(`${day}T17:00:00Z`) },
  }
  await handOverCarePlan(deps, repository, {
    carePlan: stored[0]?.id ?? '',
    medium: wanted === 1 ? 'MAILWRIT' : 'WRITTEN',
    ...(wanted === 1 && plan.caregiver ? { recipient: `RelatedPerson/${patient}-caregiver` } : {}),
    caller,
    note,
  })
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

interface Filing {
  readonly telling: StorySeeding
  readonly story: DemoStory
  readonly plan: DemoPlan
}

/** Copies as the practice's archive keeps them: numbered, the newer in place of the older. */
function fileCopies({ documents, handovers }: Copies, { telling, story, plan }: Filing): readonly Resource[] {
  const { id } = story.chart.person
  const visit = story.chart.visits?.[0]
  const filed = documents.map((document, index): DocumentReference => {
    const older = documents[index - 1]
    return {
      ...document,
      status: index < documents.length - 1 ? 'superseded' : 'current',
      identifier: [{ system: 'https://riverbend.example/document', value: `${id}-${index + 1}` }],
      ...(older ? { relatesTo: [{ code: 'replaces', target: { reference: referenceTo(older) } }] } : {}),
      content: document.content.map((content) => ({ ...content, format: AS_ITS_TYPE_SAYS })),
      context: {
        ...document.context,
        ...(visit ? { encounter: [{ reference: `Encounter/${id}-visit-${telling.calendar.dayOf(visit.on)}` }] } : {}),
        period: { start: (document.date ?? '').slice(0, 10) },
      },
    }
  })
  const newest = documents.at(-1)
  const told = handovers.map((handover) =>
    newest && documents.length > 1 && names(handover, newest)
      ? { ...handover, note: [{ text: plan.handover }] }
      : handover,
  )
  return [...filed, ...told]
}

const AS_ITS_TYPE_SAYS = {
  system: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
  code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
}

function names({ payload }: Communication, document: DocumentReference): boolean {
  return payload?.some(({ contentReference }) => contentReference?.reference === referenceTo(document)) === true
}
