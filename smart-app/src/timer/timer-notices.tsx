import { useState } from 'react'
import { useLocation } from 'wouter'
import { useApp } from '../app/app-context.ts'
import { leaveErrand } from '../app/errand.ts'
import type { TimerPolicy } from '#domain/practice/timer-policy.ts'
import { useNameOf, usePresent } from '../data/presence.ts'
import { durationText } from '../format/format.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import type { Notice } from '../ui/notice-strip.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { gapsOf, runOf, secondsBetween, type TimerState } from './model.ts'
import { useTimer } from './timer-context.tsx'
import { timerTexts } from './timer-texts.ts'

/** What the timer has to say to the whole page. */
export function useTimerNotices(): readonly Notice[] {
  const [state, gaps, trouble, others] = [useStateNotice(), useGapNotice(), useTroubleNotice(), useOthersNotice()]
  return [...state, ...trouble, ...gaps, ...others, ...useMonthNotice()]
}

function useStateNotice(): readonly Notice[] {
  const { state, store, activity, policy } = useTimer()
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
          text: words.question(policy(state.run.activity)),
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

/** What the server refused beside the timer, which goes on. */
function useTroubleNotice(): readonly Notice[] {
  const say = useSay(timerTexts)
  const { trouble, clearTrouble } = useTimer()
  if (trouble === undefined) return []
  return [
    {
      id: 'trouble',
      urgency: 74,
      tone: 'stop',
      icon: 'refused',
      text: say('refused', { why: trouble }),
      action: { label: say('close'), run: clearTrouble },
    },
  ]
}

/** Time that the server did not receive: it is counted by a correction, with the reason. */
function useGapNotice(): readonly Notice[] {
  const say = useSay(timerTexts)
  const format = useFormat()
  const { state, store } = useTimer()
  const gaps = gapsOf(state)
  const [first] = gaps
  if (!first) return []
  const seconds = gaps.reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0)
  return [
    {
      id: 'gaps',
      urgency: 55,
      tone: 'warn',
      icon: 'hourglass',
      text: say('gap', { time: durationText(seconds), from: format.time(first.from) }),
      action: {
        label: say('count-gap'),
        run: () => {
          store.send({ is: 'count-gaps' })
        },
      },
      second: {
        label: say('close'),
        run: () => {
          store.send({ is: 'drop-gaps' })
        },
      },
    },
  ]
}

/** Two people on one patient: what both time counts once. A beat of the timer hears of it. */
const HOUR = 3_600_000

/** While time runs in a month's last hour: what comes after midnight belongs to the next one. */
function useMonthNotice(): readonly Notice[] {
  const say = useSay(timerTexts)
  const format = useFormat()
  const { now } = useApp()
  const { state } = useTimer()
  const month = format.monthOf(now() + HOUR)
  if (runOf(state) === undefined || month === format.monthOf(now())) return []
  const text = say('month-turns', { month: format.monthName(month) })
  return [{ id: 'month-turns', urgency: 10, tone: 'quiet', icon: 'clock', text }]
}

function useOthersNotice(): readonly Notice[] {
  const say = useSay(timerTexts)
  const { state } = useTimer()
  const others = runOf(state)?.others ?? 0
  const present = usePresent(others > 0)
  const nameOf = useNameOf()
  const [known, setKnown] = useState(0)
  if (others === 0 || others <= known) return []
  const named = (present.data ?? []).map(({ person }) => nameOf(person) ?? say('somebody'))
  const names = named.length === 0 ? say('somebody') : named.join('; ')
  return [
    {
      id: 'others',
      urgency: 15,
      tone: 'quiet',
      icon: 'person',
      text: say('others-too', { count: Math.max(1, named.length), names }),
      action: {
        label: say('close'),
        run: () => {
          setKnown(others)
        },
      },
    },
  ]
}

function useWords() {
  const say = useSay(timerTexts)
  const format = useFormat()
  const { now } = useApp()
  // A computer may have slept for days.
  const timeOf = (instant: number) => {
    const [day, time] = [format.dayOf(instant), format.time(instant)]
    return day === format.dayOf(now()) ? time : say('time-of-day', { time, day: format.shortDay(day) })
  }
  return {
    say,
    question: ({ askAfter }: TimerPolicy) => say('question', { count: Math.round(askAfter / 60_000) }),
    stopped: ({ end, at }: Extract<TimerState, { kind: 'stopped' }>) =>
      say('stopped', { time: timeOf(end), count: Math.floor((at - end) / 60_000) }),
    elsewhere: (since: number | undefined) =>
      since === undefined ? say('elsewhere-unseen') : say('elsewhere', { time: timeOf(since) }),
  }
}
