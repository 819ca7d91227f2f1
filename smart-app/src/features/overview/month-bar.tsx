import type { Step } from '../../data/rules.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import './month-bar.css'
import { overviewTexts } from './overview-texts.ts'

/** What the bar shows, in minutes. */
export interface BarParts {
  readonly staff: number
  readonly practitioner: number
  /** Counted once where two worked at the same moment. */
  readonly total: number
  readonly running: number
  readonly steps: readonly Step[]
  /** The day on which a step was reached, by its index. */
  readonly reached: (index: number) => string | undefined
  /** No further minute will count: nothing lies ahead. */
  readonly ended: boolean
}

/** The month as a bar with a mark for each code. The same facts stand below it as text. */
export function MonthBar({ parts }: { parts: BarParts }) {
  const say = useSay(overviewTexts)
  const { steps, total, running } = parts
  const scale = Math.max(steps.at(-1)?.minutes ?? 60, 1)
  const ahead = parts.ended ? undefined : steps.find(({ minutes }) => minutes > total)
  const share = (minutes: number) => `${Math.min(100, (minutes / scale) * 100)}%`
  // Together they are never longer than the total: what two did at once is the practitioner's.
  const practitioner = Math.min(parts.practitioner, total)
  const staff = Math.max(0, total - practitioner)
  const next = ahead ? say('bar-next', { count: ahead.minutes - total, code: ahead.code }) : say('bar-full')
  return (
    <div className="month-bar">
      <div className="month-track" role="img" aria-label={say('bar', { total, scale, next })}>
        <span className="bar-staff" style={{ width: share(staff) }} />
        <span className="bar-own" style={{ left: share(staff), width: share(Math.min(practitioner, scale - staff)) }} />
        {running > 0 && total < scale && (
          <span className="bar-run" style={{ left: share(total), width: share(Math.min(running, scale - total)) }} />
        )}
        {steps.slice(0, -1).map((step, index) => (
          <span
            key={index}
            className={step === ahead ? 'notch ahead' : 'notch'}
            style={{ left: share(step.minutes) }}
          />
        ))}
      </div>
      <ol className="month-steps">
        {steps.map((step, index) => (
          <StepLabel
            key={index}
            step={step}
            index={index}
            parts={parts}
            ahead={step === ahead}
            width={share(step.minutes - (steps[index - 1]?.minutes ?? 0))}
          />
        ))}
      </ol>
    </div>
  )
}

function StepLabel({
  step,
  index,
  parts,
  ahead,
  width,
}: {
  step: Step
  index: number
  parts: BarParts
  ahead: boolean
  width: string
}) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const done = step.minutes <= parts.total
  const repeated = parts.steps.slice(0, index).some(({ code }) => code === step.code)
  const on = parts.reached(index)
  const amount = step.cents === undefined ? '' : ` · ${index === 0 ? '' : '+'}${format.money(step.cents)}`
  return (
    <li className={ahead ? 'ahead' : undefined} style={{ width }}>
      <strong>
        {say('minutes', { count: step.minutes })}
        {done && <span className="tone-ok"> ✓</span>}
      </strong>
      <span>
        {repeated ? say('again', { code: step.code }) : step.code}
        {amount}
      </span>
      <span>
        {done && (on === undefined ? say('reached-plain') : say('reached', { day: format.shortDay(on) }))}
        {!done && ahead && say('next-away', { count: step.minutes - parts.total })}
        {!done && !ahead && step.last && say('last-one')}
      </span>
    </li>
  )
}
