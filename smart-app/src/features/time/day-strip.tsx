import { addDays, startOfDay } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { personOf, useStaff, type StaffPerson } from '../../data/chart.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import type { Format } from '../../format/format.ts'
import { localInstant } from '../../format/local-instant.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { timeTexts } from './time-texts.ts'

/** What a stretch is: told apart by texture as well as by colour. */
type Kind = 'staff' | 'own' | 'not' | 'run'

const KINDS: readonly Kind[] = ['staff', 'own', 'not', 'run']

/** Hours that the strip names. */
const HOURS = [0, 6, 12, 18]

interface DayStripProps {
  readonly day: string
  readonly entries: readonly TimeEntry[]
  /** Whether nothing of an entry counts. */
  readonly isMissed: (entry: TimeEntry) => boolean
}

interface Stretch {
  readonly key: string
  readonly owner: string
  readonly kind: Kind
  /** Instants within the day. */
  readonly from: number
  readonly to: number
}

/** The day's 24 hours with its stretches of work, a lane for each person. The list says the same in words. */
export function DayStrip({ day, entries, isMissed }: DayStripProps) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const staff = useStaff()
  const { now } = useApp()
  const hours = { start: startOfDay(day, format.timeZone), end: startOfDay(addDays(day, 1), format.timeZone) }
  const at = (instant: number) => `${(100 * (instant - hours.start)) / (hours.end - hours.start)}%`
  const stretches = entries.flatMap((entry) => {
    const kind = kindOf(entry, isMissed(entry), personOf(staff.data, entry.owner))
    const [from, to] = [entry.start, entry.running ? now() : entry.end]
    if (from === undefined || to === undefined) return []
    const within = { from: Math.max(from, hours.start), to: Math.min(to, hours.end) }
    return [{ key: entry.reference, owner: entry.owner, kind, ...within }]
  })
  const owners = [...new Set(stretches.map(({ owner }) => owner))]
  return (
    <div className="strip">
      <div className="strip-lanes" role="img" aria-label={sentenceOf(stretches, format, say)}>
        {HOURS.map((hour) => (
          <span
            key={hour}
            className="strip-hour"
            style={{ left: at(localInstant(day, hour * 60, format.timeZone)) }}
            aria-hidden="true"
          >
            {format.time(localInstant(day, hour * 60, format.timeZone))}
          </span>
        ))}
        {(owners.length === 0 ? [''] : owners).map((owner) => (
          <div key={owner} className="strip-lane">
            {owners.length > 1 && <span className="strip-who">{personOf(staff.data, owner)?.name ?? owner}</span>}
            <div className="strip-track">
              {stretches
                .filter((stretch) => stretch.owner === owner)
                .map(({ key, kind, from, to }) => (
                  <span
                    key={key}
                    className={`stretch ${kind}`}
                    style={{ left: at(from), right: `calc(100% - ${at(to)})` }}
                  />
                ))}
            </div>
          </div>
        ))}
      </div>
      <p className="strip-legend meta">
        {KINDS.filter((kind) => stretches.some((stretch) => stretch.kind === kind)).map((kind) => (
          <span key={kind}>
            <span className={`swatch ${kind}`} aria-hidden="true" /> {say(`kind-${kind}`)}
          </span>
        ))}
      </p>
    </div>
  )
}

function kindOf(entry: TimeEntry, missed: boolean, person: StaffPerson | undefined): Kind {
  if (entry.running) return 'run'
  if (missed) return 'not'
  return person?.billing === true ? 'own' : 'staff'
}

function sentenceOf(
  stretches: readonly Stretch[],
  format: Format,
  say: ReturnType<typeof useSay<typeof timeTexts>>,
): string {
  if (stretches.length === 0) return say('strip-empty')
  const from = Math.min(...stretches.map((stretch) => stretch.from))
  const until = Math.max(...stretches.map((stretch) => stretch.to))
  return say('strip', { count: stretches.length, from: format.time(from), until: format.time(until) })
}
