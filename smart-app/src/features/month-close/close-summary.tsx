import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import type { CloseResult } from '../../data/close.ts'
import { GROUPS, patientsIn, sumOf, type CloseRow, type Group } from './close-model.ts'
import { closeTexts } from './close-texts.ts'

/** Enrolled = closed + billable + nothing to bill + held: a bar whose parts add up, and what it is worth. */
export function CloseSummary({
  rows,
  month,
  result,
  show,
}: {
  readonly rows: readonly CloseRow[]
  readonly month: string
  readonly result: CloseResult
  readonly show: (group: Group) => void
}) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const of = (group: Group) => rows.filter((row) => row.group === group)
  const present = GROUPS.filter((group) => group !== 'closed' || of(group).length > 0)
  const held = sumOf(of('held'))
  const patients = patientsIn(rows)
  const name = format.monthName(month)
  const words = (group: Group) => {
    if (group === 'held' && held > 0) return say('held-worth', { amount: format.money(held) })
    return say(group === 'closed' ? 'done' : group)
  }
  return (
    <section className="card close-summary">
      <div className="close-parts">
        <h2>
          {rows.length === patients
            ? say('enrolled', { count: rows.length, month: name })
            : say('enrolled-twice', { count: rows.length, patients, month: name })}
        </h2>
        <SummaryBar counts={GROUPS.map((group) => [group, of(group).length])} total={rows.length} />
        <ul className="close-legend">
          {present.map((group) => (
            <li key={group}>
              <span className={`swatch swatch-${group}`} aria-hidden="true" />
              <button
                type="button"
                className="close-count"
                onClick={() => {
                  show(group)
                }}
              >
                <strong>{format.count(of(group).length)}</strong> <span>{words(group)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Total closed={of('closed')} billable={of('billable')} result={result} />
    </section>
  )
}

function Total({
  closed,
  billable,
  result,
}: {
  readonly closed: readonly CloseRow[]
  readonly billable: readonly CloseRow[]
  readonly result: CloseResult
}) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const done = billable.length === 0 && closed.length > 0
  const { alternative } = result
  const policy = (name: string) => say(name === 'max-payment' ? 'max-payment' : 'specific')
  return (
    <div className="close-total">
      <p className="quiet">{done ? say('total-closed') : say('total')}</p>
      <p className="close-money">{format.money(sumOf(done ? closed : billable))}</p>
      {!done && alternative && (
        <p className="quiet">
          {say('other', { policy: policy(alternative.policy), amount: format.money(alternative.cents) })}
        </p>
      )}
      {!done && closed.length > 0 && (
        <p className="quiet">
          {say('total-closed')}: {format.money(sumOf(closed))}
        </p>
      )}
    </div>
  )
}

const WIDTH = 1000

function SummaryBar({ counts, total }: { counts: readonly (readonly [Group, number])[]; total: number }) {
  const say = useSay(closeTexts)
  const slots = Object.fromEntries(counts) as Record<Group, number>
  let at = 0
  return (
    <svg
      className="summary-bar"
      viewBox={`0 0 ${String(WIDTH)} 26`}
      preserveAspectRatio="none"
      role="img"
      aria-label={say('bar-of', slots)}
    >
      <defs>
        <pattern id="held-hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="9" height="9" className="hatch-ground" />
          <rect width="3" height="9" className="hatch-line" />
        </pattern>
      </defs>
      {counts.map(([group, count]) => {
        const width = total === 0 ? 0 : (count / total) * WIDTH
        const x = at
        at += width
        return width > 0 ? (
          <rect
            key={group}
            className={`part part-${group}`}
            x={x + 1}
            y="1"
            width={Math.max(width - 2, 2)}
            height="24"
          />
        ) : null
      })}
    </svg>
  )
}
