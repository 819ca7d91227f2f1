import type { NotCounted } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import { secondsOnDay, type TimeEntry } from '../../data/time-entries.ts'
import { durationText } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { EvidenceParts } from '../../ui/evidence.tsx'
import { timeTexts } from './time-texts.ts'

interface DaySummaryProps {
  readonly day: string
  readonly entries: readonly TimeEntry[]
  readonly missedOf: (entry: TimeEntry) => readonly NotCounted[]
  /** What the time is added up by: who worked, or for whom. */
  readonly groupOf: (entry: TimeEntry) => { readonly key: string; readonly label: string }
  /** Opens the whole month. */
  readonly openMonth?: () => void
}

/**
 * The day beside its list: how long, added up to the second, and what does not count, with the reason. How many whole
 * minutes count is a month's matter: they are cut once a month.
 */
export function DaySummary({ day, entries, missedOf, groupOf, openMonth }: DaySummaryProps) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const seconds = (some: readonly TimeEntry[]) =>
    some.reduce((sum, entry) => sum + secondsOnDay(entry, day, format.timeZone), 0)
  const total = durationText(seconds(entries))
  const groups = Map.groupBy(entries, (entry) => groupOf(entry).key)
  return (
    <section className="card time-summary" aria-labelledby="time-summary">
      <h2 id="time-summary">{say('day-total', { time: total, day: format.weekday(day) })}</h2>
      {entries.length > 0 && (
        <EvidenceParts
          evidence={{
            statement: '',
            arithmetic: [
              ...[...groups.values()].flatMap((some) =>
                some.slice(0, 1).map((one) => ({ label: groupOf(one).label, value: durationText(seconds(some)) })),
              ),
              { label: say('logged'), value: total, strong: true },
            ],
          }}
        />
      )}
      <Missed entries={entries} missedOf={missedOf} />
      <p className="fact quiet">{say('cut-once')}</p>
      {openMonth && (
        <button type="button" className="link-button" onClick={openMonth}>
          {say('whole-month', { month: format.month(day) })}
        </button>
      )}
    </section>
  )
}

function Missed({ entries, missedOf }: Pick<DaySummaryProps, 'entries' | 'missedOf'>) {
  const say = useSay(timeTexts)
  const rule = useSay(ruleTexts)
  const format = useFormat()
  const missed = entries.flatMap((entry) => missedOf(entry).map((not) => ({ entry, not })))
  if (missed.length === 0) return null
  return (
    <>
      <h3>{say('not-title')}</h3>
      <ul className="sources">
        {missed.map(({ entry, not }) => (
          <li key={`${entry.reference} ${not.code}`}>
            <strong>{durationText(not.seconds)}</strong> {entry.start !== undefined && `${format.time(entry.start)}: `}
            {reasonWords(not, rule)}
          </li>
        ))}
      </ul>
    </>
  )
}
