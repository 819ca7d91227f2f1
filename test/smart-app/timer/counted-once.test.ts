import { expect, test } from 'vitest'
import { secondsRunning, secondsShown, type TimerEvent, type TimerState } from '../../../smart-app/src/timer/model.ts'
import { step } from '../../../smart-app/src/timer/step.ts'

const POLICY = { askAfter: 120_000, stopAfter: 600_000 }
const START = Date.UTC(2026, 10, 27, 15)
const END = START + 65_000

function after(...events: readonly TimerEvent[]): TimerState {
  return events.reduce<TimerState>((state, event) => step(state, event, POLICY).state, { kind: 'off' })
}

const running: readonly TimerEvent[] = [
  { is: 'start', at: START, activity: 'care-coordination' },
  { is: 'created', task: 't1' },
]

test('time stands beside the counted minutes of a month while it runs and while its end is on its way, and not after', () => {
  const ended: TimerEvent = { is: 'ended', start: START, end: END, cut: false }
  const seconds = (state: TimerState) => [secondsShown(state, END), secondsRunning(state, END)]
  expect(seconds(after(...running))).toEqual([65, 65])
  for (const is of ['pause', 'stop'] as const) {
    const ending = after(...running, { is, at: END })
    expect(seconds(ending), is).toEqual([65, 65])
    // The server has it: the month counts it from now on, and the dock still shows it.
    expect(seconds(step(ending, ended, POLICY).state), is).toEqual([65, 0])
  }
})
