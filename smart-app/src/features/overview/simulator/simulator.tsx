import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { reasonWords, ruleTexts } from '../../../data/rule-words.ts'
import { useSimulation, type Outcome, type SimulatedMonth, type Simulation } from '../../../data/simulation.ts'
import { useFormat } from '../../../format/use-format.ts'
import { heardRule } from '../../../say/server-words.ts'
import { useSay } from '../../../say/use-say.ts'
import { Read } from '../../../ui/card.tsx'
import './simulator.css'
import { simulatorTexts } from './simulator-texts.ts'

/** What the server takes. */
const MOST_MINUTES = 1000

export interface SimulatorProps extends SimulatedMonth {
  readonly program: string
  /** Minutes to the next code, as a beginning. */
  readonly minutes: number
  /** The code of the programme that wants complexity; undefined where it has none. */
  readonly complexCode: string | undefined
}

/** What would the month be, if …: the person asks, the server reckons, nothing is written. */
export function Simulator({ patient, month, program, minutes, complexCode }: SimulatorProps) {
  const say = useSay(simulatorTexts)
  const [typed, setTyped] = useState(minutes === 0 ? '' : String(minutes))
  const [complex, setComplex] = useState(false)
  const [swapped, setSwapped] = useState(false)
  const other = program === 'apcm' ? 'ccm' : 'apcm'
  const more = readMinutes(typed)
  const supposed = { minutes: more ?? 0, complex, instead: swapped ? other : undefined }
  const simulation = useSimulation({ patient, month }, supposed)
  return (
    <section className="simulator" aria-label={say('title')}>
      <h3>{say('title')}</h3>
      <p className="meta">{say('lead')}</p>
      <TextInput
        className="field-narrow"
        label={say('minutes')}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        error={more === undefined ? say('bad-minutes', { most: MOST_MINUTES }) : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      {complexCode !== undefined && (
        <Checkbox
          checked={complex}
          label={say('complex')}
          onChange={(event) => {
            setComplex(event.currentTarget.checked)
          }}
        />
      )}
      <Checkbox
        checked={swapped}
        label={say('instead', { program: other.toUpperCase(), now: program.toUpperCase() })}
        onChange={(event) => {
          setSwapped(event.currentTarget.checked)
        }}
      />
      <div aria-live="polite" {...(simulation.isPlaceholderData && { className: 'simulator-stale' })}>
        <Read query={simulation} lines={4}>
          {(answer) => <Answer answer={answer} complexCode={complex && !swapped ? complexCode : undefined} />}
        </Read>
      </div>
    </section>
  )
}

/** Whole minutes; nothing typed is none. Undefined where it cannot be read. */
function readMinutes(typed: string): number | undefined {
  const text = typed.trim()
  if (text === '') return 0
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : NaN
  return minutes <= MOST_MINUTES ? minutes : undefined
}

function Answer({ answer, complexCode }: { answer: Simulation; complexCode: string | undefined }) {
  const say = useSay(simulatorTexts)
  const rule = useSay(ruleTexts)
  const why = answer.notGiven.find(({ code }) => code === complexCode)
  return (
    <>
      <dl className="outcomes">
        {answer.outcomes.map((outcome, index) => (
          <OutcomeRow key={outcome.policy} outcome={outcome} own={index === 0} />
        ))}
      </dl>
      {why && (
        <p className="fact quiet">
          {say('not-given', { code: why.code })}: {heardRule(why.rule, why.message)}
        </p>
      )}
      {answer.blockers.length > 0 && (
        <div className="fact tone-warn">
          {say('in-way')}:
          <ul>
            {answer.blockers.map((blocker) => (
              <li key={blocker.message}>{reasonWords(blocker, rule)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function OutcomeRow({ outcome: { policy, cents, difference, codes }, own }: { outcome: Outcome; own: boolean }) {
  const say = useSay(simulatorTexts)
  const format = useFormat()
  const list = codes.map(({ code, units }) => (units > 1 ? `${code} × ${units}` : code)).join(', ')
  const amount = format.money(Math.abs(difference))
  return (
    <div className="outcome">
      <dt>
        {say(policy === 'max-payment' ? 'max-payment' : 'specific')}
        {own && <span className="meta"> {say('own')}</span>}
      </dt>
      <dd>
        <span className="outcome-codes">{list === '' ? say('nothing') : list}</span>
        <strong>{format.money(cents)}</strong>
        <span className="quiet">
          {difference === 0 ? say('same') : say(difference > 0 ? 'more' : 'less', { amount })}
        </span>
      </dd>
    </div>
  )
}
