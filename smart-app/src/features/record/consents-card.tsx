import type { Consent, EpisodeOfCare } from '@medplum/fhirtypes'
import { representativesOf } from '#domain/consent/consent-state.ts'
import { isOutreach, stateOf } from '#domain/enrollment/enrollment-state.ts'
import { programOf, type Enrollment } from '#domain/enrollment/enrollment.ts'
import { extensionOf, extensionsOf } from '#domain/fhir/extensions.ts'
import { personOf, useStaff, type StaffPerson } from '../../data/chart.ts'
import { useConsents, useEnrollment, type EnrollmentHistory } from '../../data/enrollment.ts'
import type { Format } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { recordTexts } from './record-texts.ts'

interface Event {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Where its day alone is known. */
  readonly day?: string
  readonly icon: IconName
  readonly what: string
  readonly detail: string
}

/** What happened with enrollment and consent, the newest first. */
export function ConsentsCard() {
  const say = useSay(recordTexts)
  const consents = useConsents()
  const history = useEnrollment()
  const events = useEvents(consents.data ?? [], history.data)
  return (
    <Card title={say('consents')}>
      <Read query={consents} lines={3}>
        {() => (events.length === 0 ? <p className="quiet fact">{say('no-consents')}</p> : <Events events={events} />)}
      </Read>
    </Card>
  )
}

function Events({ events }: { events: readonly Event[] }) {
  const format = useFormat()
  return (
    <ol className="record-events">
      {events.map(({ at, day, icon, what, detail }) => (
        <li key={`${at}${what}`}>
          <Icon name={icon} />
          <span>
            <span className="row-title">{what}</span>
            <span className="meta">
              {[day === undefined ? `${format.day(format.dayOf(at))} ${format.time(at)}` : format.day(day), detail]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}

type Say = ReturnType<typeof useSay<typeof recordTexts>>

function useEvents(consents: readonly Consent[], history: EnrollmentHistory | undefined): readonly Event[] {
  const say = useSay(recordTexts)
  const format = useFormat()
  const staff = useStaff()
  return [
    ...consents.flatMap((consent) => consentEvents(consent, say, staff.data)),
    ...(history?.enrollments ?? []).flatMap((enrollment) => enrollmentEvents(enrollment, say)),
    ...(history?.episodes ?? []).flatMap((episode) => noEvents(episode, say, format)),
  ].toSorted((one, other) => other.at - one.at)
}

function consentEvents(consent: Consent, say: Say, staff: readonly StaffPerson[] | undefined): readonly Event[] {
  const method = extensionOf(consent, 'ccm-consent-method')?.valueCode === 'written' ? 'c-written' : 'c-verbal'
  const recorder = personOf(staff, extensionOf(consent, 'ccm-consent-recorder')?.valueReference?.reference)
  const said = extensionsOf(consent, 'ccm-consent-statement').length
  const withdrawn = extensionOf(consent, 'ccm-consent-withdrawn')?.valueDateTime
  const givers = representativesOf(consent).map(({ reference, display }) => display ?? reference ?? '')
  const detail = [
    givers.length > 0 && say('given-by', { name: givers.join('; ') }),
    recorder && say('taken-by', { name: recorder.name }),
    said >= 4 && say('all-said'),
  ]
    .filter(Boolean)
    .join(' · ')
  return [
    { at: Date.parse(consent.dateTime ?? ''), icon: 'check', what: say(method), detail },
    ...(withdrawn === undefined
      ? []
      : [{ at: Date.parse(withdrawn), icon: 'refused' as const, what: say('c-withdrawn'), detail: '' }]),
  ]
}

function enrollmentEvents({ start, end, program, state }: Enrollment, say: Say): readonly Event[] {
  if (start === undefined || isOutreach(state)) return []
  const words = { program: program.toUpperCase() }
  return [
    { at: start, icon: 'flag', what: say('e-begun', words), detail: '' },
    ...(end === undefined ? [] : [{ at: end - 1, icon: 'stop' as const, what: say('e-ended', words), detail: '' }]),
  ]
}

/** Each no that is on record: when, why, and from when one may ask again. */
function noEvents(episode: EpisodeOfCare, say: Say, format: Format): readonly Event[] {
  const until = extensionOf(episode, 'ccm-do-not-ask-until')?.valueDate
  const noes = (episode.statusHistory ?? []).filter(
    ({ status, extension = [] }) => stateOf({ ...episode, status, extension }) === 'declined',
  )
  return noes.flatMap((no, index) => {
    const { start } = no.period
    if (start === undefined) return []
    const day = format.dayOf(start)
    const isLast = index === noes.length - 1 && stateOf(episode) === 'declined'
    const detail = [
      extensionOf(no, 'ccm-state-reason')?.valueString,
      isLast && until !== undefined && say('ask-from', { day: format.day(until) }),
    ]
    return {
      at: Date.parse(start),
      day,
      icon: 'refused',
      what: say('e-declined', { program: (programOf(episode) ?? '').toUpperCase() }),
      detail: detail.filter(Boolean).join(' · '),
    }
  })
}
