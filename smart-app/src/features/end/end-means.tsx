import { addMonths, monthOfDay, type ServiceMonth } from '#domain/calendar.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp, usePatientId } from '../../app/app-context.ts'
import { useMonth } from '../../data/month.ts'
import { useSupposedEnd, type Outcome, type SupposedEnd } from '../../data/simulation.ts'
import { FhirRefusal } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { isTiming } from './use-end.ts'
import { useTimer } from '../../timer/timer-context.tsx'
import { endPageTexts } from './end-page-texts.ts'

/** Months of which an end in the past is shown, at most. */
const MOST_MONTHS = 6

/** What the end means for each month from the day on: what stays counted, what can still be billed, as the server says. */
export function EndMeans({
  enrollment,
  day,
  end,
}: {
  readonly enrollment: Enrollment
  readonly day: string
  readonly end: SupposedEnd | undefined
}) {
  const say = useSay(endPageTexts)
  const { store } = useTimer()
  return (
    <Card title={say('means')} className="end-means">
      {end === undefined ? (
        <p className="quiet">{say('means-choose')}</p>
      ) : (
        <>
          <p>{say(end.reason === 'withdrawn' ? 'about-withdrawn' : 'about-other')}</p>
          <Months enrollment={enrollment} day={day} end={end} />
          {isTiming(store) && (
            <p className="fact">
              <Icon name="clock" size={14} /> {say('timer-first')}
            </p>
          )}
        </>
      )}
    </Card>
  )
}

function Months({ enrollment, day, end }: { enrollment: Enrollment; day: string; end: SupposedEnd }) {
  const format = useFormat()
  const { now } = useApp()
  const last = format.monthOf(now())
  const first = monthOfDay(day)
  const months = Array.from({ length: MOST_MONTHS }, (_, back) => addMonths(last, -back))
  return (
    <div aria-live="polite">
      {months
        .filter((month) => month >= first || month === last)
        .map((month) => (
          <MonthLeft key={month} month={month} enrollment={enrollment} end={end} />
        ))}
    </div>
  )
}

interface LeftProps {
  readonly month: ServiceMonth
  readonly enrollment: Enrollment
  readonly end: SupposedEnd
}

function MonthLeft({ month, enrollment, end }: LeftProps) {
  const say = useSay(endPageTexts)
  const why = useWhy()
  const format = useFormat()
  const patient = usePatientId()
  const now = useMonth(month)
  const left = useSupposedEnd({ patient, month }, enrollment.program, end)
  if (left.error instanceof FhirRefusal && left.error.status === 422)
    return (
      <p className="fact tone-warn">
        <Icon name="warn" size={14} /> {say('cannot-so')} {why(left.error)}
      </p>
    )
  return (
    <section>
      <h3>{format.month(month)}</h3>
      <Read query={left} lines={2}>
        {({ minutes, outcomes: [own] }) => (
          <>
            {enrollment.program !== 'apcm' && now.data && (
              <p>{say('stay', { kept: minutes, all: now.data.totalMinutes })}</p>
            )}
            <Worth outcome={own} />
          </>
        )}
      </Read>
    </section>
  )
}

function Worth({ outcome }: { outcome: Outcome | undefined }) {
  const say = useSay(endPageTexts)
  const format = useFormat()
  if (!outcome || outcome.codes.length === 0) return <p className="quiet">{say('nothing-to-bill')}</p>
  const codes = outcome.codes.map(({ code, units }) => (units > 1 ? `${code} × ${units}` : code)).join(', ')
  return (
    <p>
      {say('to-bill', { codes, amount: format.money(outcome.cents) })}{' '}
      {outcome.difference < 0 && (
        <span className="tone-warn">{say('less', { amount: format.money(-outcome.difference) })}</span>
      )}
    </p>
  )
}
