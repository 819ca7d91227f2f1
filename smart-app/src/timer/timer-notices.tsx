import { useLocation } from 'wouter'
import { useApp } from '../app/app-context.ts'
import { leaveErrand } from '../app/errand.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import type { Notice } from '../ui/notice-strip.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { DEFAULT_POLICY, type TimerState } from './model.ts'
import { useTimer } from './timer-context.tsx'
import { timerTexts } from './timer-texts.ts'

/** What the timer has to say to the whole page. */
export function useTimerNotices(): readonly Notice[] {
  const { state, store, activity } = useTimer()
  const { now } = useApp()
  const [, go] = useLocation()
  const answer = (is: 'yes' | 'no') => () => {
    store.send({ is, at: now() })
  }
  useKeys({ y: answer('yes'), x: answer('no') }, state.kind === 'asking')
  const words = useWords()
  switch (state.kind) {
    case 'asking':
      return [
        {
          id: 'asking',
          urgency: 70,
          tone: 'warn',
          icon: 'clock',
          text: words.question(),
          action: { label: words.say('yes'), key: 'Y', run: answer('yes') },
          second: { label: words.say('no'), key: 'X', run: answer('no') },
        },
      ]
    case 'stopped':
      return [
        {
          id: 'stopped',
          urgency: 60,
          tone: 'warn',
          icon: 'clock',
          text: words.stopped(state),
          action: {
            label: words.say('were-work'),
            run: () => {
              store.send({ is: 'dismiss' })
              leaveErrand({ to: 'log-time', from: state.end, until: state.at, activity: state.activity })
              go('/time')
            },
          },
          second: {
            label: words.say('close'),
            run: () => {
              store.send({ is: 'dismiss' })
            },
          },
        },
      ]
    case 'elsewhere':
      return [
        {
          id: 'elsewhere',
          urgency: 50,
          tone: 'info',
          icon: 'clock',
          text: words.elsewhere(state.since),
          action: {
            label: words.say('take-over'),
            run: () => {
              store.send({ is: 'take-over', at: now(), activity })
            },
          },
        },
      ]
    case 'refused':
      return [
        {
          id: 'refused',
          urgency: 75,
          tone: 'stop',
          icon: 'refused',
          text: words.say('refused', { why: state.refusal.message }),
          action: {
            label: words.say('close'),
            run: () => {
              store.send({ is: 'dismiss' })
            },
          },
        },
      ]
    default:
      return []
  }
}

function useWords() {
  const say = useSay(timerTexts)
  const format = useFormat()
  return {
    say,
    question: () => say('question', { minutes: Math.round(DEFAULT_POLICY.askAfter / 60_000) }),
    stopped: ({ end, at }: Extract<TimerState, { kind: 'stopped' }>) =>
      say('stopped', { time: format.time(end), minutes: Math.floor((at - end) / 60_000) }),
    elsewhere: (since: number) => say('elsewhere', { time: format.time(since) }),
  }
}
