import type { Encounter, MedicationRequest, Observation, Resource } from '@medplum/fhirtypes'
import { addMonths, firstDayOfMonth } from '#domain/calendar.ts'
import { quantityWords } from '#domain/care-plan/words/quantities.ts'
import { nameOf } from '#domain/fhir/codings.ts'
import { useApp } from '../../app/app-context.ts'
import { useVisits } from '../../data/chart.ts'
import { usePlan } from '../../data/plan.ts'
import type { Format } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { overviewTexts } from './overview-texts.ts'

interface News {
  readonly icon: IconName
  readonly what: string
  readonly day: string
  readonly kind: 'prescribed' | 'measured' | 'visit'
}

const SHOWN = 5

/** What the chart says that is new since the first of last month. */
export function NewsCard() {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const { now } = useApp()
  const since = firstDayOfMonth(addMonths(format.monthOf(now()), -1))
  const plan = usePlan()
  const visits = useVisits(since)
  return (
    <Card
      title={say('news')}
      aside={<span className="quiet fact">{say('news-since', { month: format.monthName(since) })}</span>}
    >
      <Read query={visits} lines={3}>
        {(encounters) => <NewsList news={newsSince(since, [...encounters, ...(plan.data?.resources ?? [])], format)} />}
      </Read>
    </Card>
  )
}

function NewsList({ news }: { news: readonly News[] }) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  if (news.length === 0) return <p className="quiet fact">{say('no-news')}</p>
  return (
    <ul className="rows">
      {news.slice(0, SHOWN).map(({ icon, what, day, kind }) => (
        <li key={`${kind}${what}${day}`} className="news">
          <Icon name={icon} />
          <span className="one-line" title={what}>
            {what}
          </span>
          <span className="meta">
            <span className="sr-only">{say(kind)} </span>
            {format.shortDay(day)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function newsSince(since: string, resources: readonly Resource[], format: Format): readonly News[] {
  return resources
    .flatMap((resource) => newsOf(resource, format) ?? [])
    .filter(({ day, what }) => day >= since && what !== '')
    .toSorted((one, other) => (one.day < other.day ? 1 : -1))
    .filter((one, index, all) => all.findIndex((other) => other.what === one.what) === index)
}

function newsOf(resource: Resource, format: Format): News | undefined {
  switch (resource.resourceType) {
    case 'Encounter':
      return visitOf(resource, format)
    case 'MedicationRequest':
      return medicineOf(resource, format)
    case 'Observation':
      return valueOf(resource, format)
    default:
      return undefined
  }
}

function visitOf(encounter: Encounter, format: Format): News | undefined {
  const start = encounter.period?.start
  if (start === undefined) return undefined
  const what = nameOf(encounter.type?.[0]) || (encounter.class.display ?? '')
  return { icon: 'heart', what, day: dayIn(start, format), kind: 'visit' }
}

function medicineOf(request: MedicationRequest, format: Format): News | undefined {
  if (request.authoredOn === undefined || request.status !== 'active') return undefined
  const what = nameOf(request.medicationCodeableConcept) || (request.medicationReference?.display ?? '')
  return { icon: 'pill', what, day: dayIn(request.authoredOn, format), kind: 'prescribed' }
}

function valueOf(observation: Observation, format: Format): News | undefined {
  const { valueQuantity: value, effectiveDateTime: when } = observation
  if (value?.value === undefined || when === undefined) return undefined
  return {
    icon: 'document',
    what: `${nameOf(observation.code)} ${quantityWords(value, format.language)}`,
    day: dayIn(when, format),
    kind: 'measured',
  }
}

function dayIn(when: string, format: Format): string {
  return when.length > 10 ? format.dayOf(when) : when
}
