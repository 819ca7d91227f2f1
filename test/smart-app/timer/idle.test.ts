import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runOf, type TimerEffect, type TimerEvent, type TimerState } from '../../../smart-app/src/timer/model.ts'
import { step } from '../../../smart-app/src/timer/step.ts'

const MINUTE = 60_000
const POLICY = { askAfter: 2 * MINUTE, stopAfter: 10 * MINUTE }
const START = Date.UTC(2026, 10, 27, 15)

/** The state after some events, and all that they asked for. */
function after(events: readonly TimerEvent[], from: TimerState = { kind: 'off' }) {
  let state = from
  const effects: TimerEffect[] = []
  for (const event of events) {
    const next = step(state, event, POLICY)
    state = next.state
    effects.push(...next.effects)
  }
  return { state, effects }
}

const started: readonly TimerEvent[] = [
  { is: 'start', at: START, activity: 'care-coordination' },
  { is: 'created', task: 't1' },
]

const endsOf = (effects: readonly TimerEffect[]) =>
  effects.filter((effect) => effect.do === 'end').map(({ end }) => end)

describe('time that nobody attested', () => {
  test('a hand that comes back after two minutes in which no tick came is asked first', () => {
    for (const is of ['input', 'pause', 'stop'] as const) {
      const { state, effects } = after([...started, { is, at: START + 5 * MINUTE }])
      expect(state.kind, is).toBe('asking')
      expect(runOf(state)?.attested, is).toBe(START)
      expect(endsOf(effects), is).toEqual([])
    }
  })

  test('a machine that slept for an hour ends the time at the last input, whatever comes first', () => {
    for (const is of ['tick', 'input', 'pause', 'stop'] as const) {
      const { state, effects } = after([
        ...started,
        { is: 'input', at: START + MINUTE },
        { is, at: START + 61 * MINUTE },
      ])
      expect(state, is).toMatchObject({ kind: 'ending', then: 'stopped' })
      expect(endsOf(effects), is).toEqual([START + MINUTE])
    }
  })

  test('while the start has not reached the server it is asked all the same', () => {
    const [start] = started
    const asked = after([start!, { is: 'tick', at: START + 2 * MINUTE }])
    expect(asked.state.kind).toBe('asking')
    expect(after([{ is: 'created', task: 't1' }], asked.state).state).toMatchObject({
      kind: 'asking',
      run: { task: 't1', attested: START },
    })
    expect(after([{ is: 'found-elsewhere' }], asked.state).state).toMatchObject({ kind: 'elsewhere' })
  })

  test.each([
    { name: 'a yes attests up to now', is: 'yes', kind: 'running', attested: START + 3 * MINUTE, ends: [] },
    { name: 'a no ends at the last input', is: 'no', kind: 'ending', attested: START, ends: [START] },
    { name: 'a stop does not answer the question', is: 'stop', kind: 'ending', attested: START, ends: [START] },
    { name: 'nor does an input', is: 'input', kind: 'asking', attested: START, ends: [] },
  ] as const)('$name', ({ is, kind, attested, ends }) => {
    const { state, effects } = after([
      ...started,
      { is: 'tick', at: START + 2 * MINUTE },
      { is, at: START + 3 * MINUTE },
    ])
    expect(state.kind).toBe(kind)
    expect(runOf(state)?.attested).toBe(attested)
    expect(endsOf(effects)).toEqual(ends)
  })
})

/** What can happen, and how many seconds after what came before. */
const happening = fc.record({
  later: fc.integer({ min: 0, max: 15 * 60 }),
  is: fc.constantFrom(
    'tick',
    'tick',
    'input',
    'input',
    'yes',
    'no',
    'pause',
    'stop',
    'start',
    'created',
    'ended',
    'unsent',
    'dismiss',
  ),
})

function eventOf(is: string, at: number, state: TimerState): TimerEvent {
  switch (is) {
    case 'created':
      return { is, task: `t${at}` }
    case 'ended':
      return { is, start: runOf(state)?.start ?? at, end: state.kind === 'ending' ? state.end : at, cut: false }
    case 'start':
      return { is, at, activity: 'care-coordination' }
    case 'dismiss':
      return { is }
    default:
      return { is: is as 'tick' | 'input' | 'yes' | 'no' | 'pause' | 'stop' | 'unsent', at }
  }
}

/** An answer can only come to what was asked. */
function canCome(is: string, state: TimerState): boolean {
  if (is === 'created') return runOf(state) !== undefined && runOf(state)?.task === undefined
  if (is === 'ended') return state.kind === 'ending' && state.run.task !== undefined
  return true
}

/** Somebody who looks on: knows what an honest person could attest, and how many Tasks run. */
class Witness {
  #last = START
  #open = 0

  /** Looks at one step. */
  see(event: TimerEvent, before: TimerState, { state, effects }: ReturnType<typeof step>): void {
    const at = 'at' in event ? event.at : this.#last
    const attestable = isAttestable(before, at - this.#last)
    const begins = isBegin(effects)
    if (state.kind === 'ending' && before.kind !== 'ending')
      expect(state.end).toBe(attestable && isStop(event) ? at : this.#last)
    this.#open += Number(begins) - Number(hasEnded(before, state))
    expect(this.#open).toBeLessThanOrEqual(1)
    if (begins || isYes(event, before) || (attestable && event.is === 'input')) this.#last = at
  }
}

const isBegin = (effects: readonly TimerEffect[]) => effects.some((effect) => effect.do === 'create')
const isAttestable = ({ kind }: TimerState, silence: number) => kind !== 'asking' && silence < POLICY.askAfter
const hasEnded = (before: TimerState, after: TimerState) => before.kind === 'ending' && after.kind !== 'ending'
const isStop = ({ is }: TimerEvent) => is === 'stop' || is === 'pause'
const isYes = ({ is }: TimerEvent, { kind }: TimerState) => is === 'yes' && kind === 'asking'

test('whatever happens in whatever order: no end lies two silent minutes after the last sign of work, and one Task runs at most', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const witness = new Witness()
      let state: TimerState = { kind: 'off' }
      let at = START
      for (const { later, is } of happenings) {
        if (!canCome(is, state)) continue
        at += later * 1000
        const event = eventOf(is, at, state)
        const next = step(state, event, POLICY)
        witness.see(event, state, next)
        state = next.state
      }
    }),
    { numRuns: 2_000 },
  )
})
