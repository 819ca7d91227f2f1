import { useEffect, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useApp } from '../app/app-context.ts'
import { leaveErrand } from '../app/errand.ts'
import { keepPreference } from '../app/preferences.ts'
import { clockText } from '../format/format.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { COUNTABLE, isActivity, isCountable } from './activities.ts'
import { ActivitySelect } from './activity-select.tsx'
import { runOf, type NoTimer, type TimerState } from './model.ts'
import { TimerNote, useWrittenNote } from './timer-note.tsx'
import { useSeconds, useTimer } from './timer-context.tsx'
import './timer-dock.css'
import { timerTexts } from './timer-texts.ts'

/** After a save the dock offers a note and going on for this long. */
const SAVED_SHOWN = 8_000

/** The timer at the right end of the bar, the same on every page. */
export function TimerDock() {
  const say = useSay(timerTexts)
  const { state } = useTimer()
  const [noting, setNoting] = useState(false)
  const task = taskOf(state)
  useDockKeys(() => {
    if (task !== undefined) setNoting(true)
  })
  useForget(noting)
  useWrittenNote(state.kind === 'saved' ? state.task : undefined, () => {
    setNoting(true)
  })
  return (
    <div className={`dock dock-${state.kind}`} role="group" aria-label={say('timer')}>
      <DockOf
        state={state}
        note={() => {
          setNoting(true)
        }}
      />
      {noting && task !== undefined && (
        <TimerNote
          key={task}
          task={task}
          close={() => {
            setNoting(false)
          }}
        />
      )}
    </div>
  )
}

function taskOf(state: TimerState): string | undefined {
  const run = runOf(state)
  return run ? run.task : 'task' in state ? state.task : undefined
}

function DockOf({ state, note }: { state: TimerState; note: () => void }) {
  switch (state.kind) {
    case 'unavailable':
      return <Plain icon={state.why === 'read-only' ? 'lock' : 'clock'} word={state.why} />
    case 'off':
    case 'elsewhere':
    case 'refused':
    case 'stopped':
      return <Off />
    case 'starting':
    case 'running':
    case 'asking':
      return <Running state={state} />
    case 'ending':
      return <Ending unsentSince={state.run.unsentSince} />
    case 'paused':
      return <Rest seconds={state.seconds} word="paused" note={note} />
    case 'saved':
      return <Rest seconds={state.seconds} word="saved" note={note} />
  }
}

function Plain({ icon, word }: { icon: IconName; word: NoTimer }) {
  const say = useSay(timerTexts)
  return (
    <span className="dock-text" title={say(word)}>
      <Icon name={icon} /> <span className="dock-label">{say(word)}</span>
    </span>
  )
}

function Off() {
  const say = useSay(timerTexts)
  const { store, activity } = useTimer()
  const { now } = useApp()
  return (
    <>
      <ActivityChoice />
      <DockButton
        icon="play"
        label={say('start')}
        hint="T"
        primary
        press={() => {
          store.send({ is: 'start', at: now(), activity })
        }}
      />
    </>
  )
}

function Running({ state }: { state: Extract<TimerState, { kind: 'starting' | 'running' | 'asking' }> }) {
  const say = useSay(timerTexts)
  const { store } = useTimer()
  const { now } = useApp()
  return (
    <>
      <Digits hollow={state.kind === 'starting'} />
      <Remark state={state} />
      <ActivityChoice />
      <DockButton
        icon="pause"
        label={say('pause')}
        press={() => {
          store.send({ is: 'pause', at: now() })
        }}
      />
      <DockButton
        icon="stop"
        label={say('stop')}
        hint="S"
        primary
        press={() => {
          store.send({ is: 'stop', at: now() })
        }}
      />
    </>
  )
}

function Remark({ state }: { state: Extract<TimerState, { kind: 'starting' | 'running' | 'asking' }> }) {
  const say = useSay(timerTexts)
  const { unsentSince, mirrored, activity } = state.run
  if (unsentSince !== undefined) return <Unsent since={unsentSince} />
  if (!isCountable(activity))
    return (
      <span className="dock-remark">
        <span className="dock-more">{say('is-kept')}</span> {say('does-not-count')}
      </span>
    )
  return mirrored ? <span className="dock-remark dock-more">{say('mirrored')}</span> : null
}

function Digits({ hollow }: { hollow: boolean }) {
  const seconds = useSeconds()
  return (
    <span className="dock-time">
      <span className={hollow ? 'dot hollow' : 'dot'} aria-hidden="true" />
      <span role="timer" aria-live="off">
        {clockText(seconds)}
      </span>
    </span>
  )
}

function Unsent({ since }: { since: number }) {
  const say = useSay(timerTexts)
  const format = useFormat()
  return (
    <span className="dock-remark dock-unsent" title={say('unsent', { time: format.time(since) })}>
      <Icon name="hourglass" size={14} />{' '}
      <span className="dock-label">{say('unsent', { time: format.time(since) })}</span>
    </span>
  )
}

function Ending({ unsentSince }: { unsentSince: number | undefined }) {
  const say = useSay(timerTexts)
  return (
    <>
      <Digits hollow />
      {unsentSince === undefined ? <span className="dock-text">{say('saving')}</span> : <Unsent since={unsentSince} />}
    </>
  )
}

/** Paused or saved: the time is on the server. */
function Rest({ seconds, word, note }: { seconds: number; word: 'paused' | 'saved'; note: () => void }) {
  const say = useSay(timerTexts)
  const { store, activity } = useTimer()
  const { now } = useApp()
  return (
    <>
      <span className="dock-text">
        <Icon name={word === 'saved' ? 'check' : 'pause'} />
        {word === 'saved' ? say('saved', { time: clockText(seconds) }) : clockText(seconds)}
      </span>
      <DockButton icon="note" label={say('add-note')} hint="N" press={note} />
      <DockButton
        icon="play"
        label={say('resume')}
        hint="T"
        primary={word === 'paused'}
        press={() => {
          store.send({ is: 'start', at: now(), activity })
        }}
      />
      {word === 'paused' && (
        <DockButton
          icon="check"
          label={say('done')}
          press={() => {
            store.send({ is: 'dismiss' })
          }}
        />
      )}
    </>
  )
}

interface DockButtonProps {
  readonly icon: IconName
  readonly label: ReactNode
  readonly hint?: string
  readonly primary?: boolean
  readonly press: () => void
}

function DockButton({ icon, label, hint, primary = false, press }: DockButtonProps) {
  return (
    <button type="button" className={primary ? 'dock-button primary' : 'dock-button'} onClick={press}>
      <Icon name={icon} />
      <span className="dock-label">{label}</span>
      {hint !== undefined && (
        <span className="key dock-label" aria-hidden="true">
          {hint}
        </span>
      )}
    </button>
  )
}

/** The activity of the time: of the one that runs, else of the next. */
function ActivityChoice() {
  const say = useSay(timerTexts)
  const { state, store, activity, choose } = useTimer()
  const shown = runOf(state)?.activity ?? activity
  return (
    <span className="dock-activity">
      <ActivitySelect
        label={say('activity')}
        value={isActivity(shown) ? shown : COUNTABLE[0]}
        onChange={(next) => {
          keepPreference({ activity: next })
          choose(next)
          store.send({ is: 'choose', activity: next })
        }}
      />
    </span>
  )
}

/** T starts, pauses and goes on; S stops; N writes a note; L logs by hand. */
function useDockKeys(note: () => void): void {
  const { state, store, activity } = useTimer()
  const { now } = useApp()
  const [, go] = useLocation()
  const runs = runOf(state) !== undefined
  useKeys({
    t: () => {
      store.send(runs ? { is: 'pause', at: now() } : { is: 'start', at: now(), activity })
    },
    s: () => {
      store.send({ is: 'stop', at: now() })
    },
    n: note,
    l: () => {
      leaveErrand({ to: 'log-time' })
      go('/time')
    },
  })
}

/** What was saved is offered for some seconds, longer while its note is being written. */
function useForget(noting: boolean): void {
  const { state, store } = useTimer()
  const saved = state.kind === 'saved' ? state.task : undefined
  useEffect(() => {
    if (saved === undefined || noting) return undefined
    const timer = setTimeout(() => {
      store.send({ is: 'dismiss' })
    }, SAVED_SHOWN)
    return () => {
      clearTimeout(timer)
    }
  }, [saved, noting, store])
}
