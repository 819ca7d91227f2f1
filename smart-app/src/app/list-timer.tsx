import { useLocation } from 'wouter'
import { clockText } from '../format/format.ts'
import { useSay } from '../say/use-say.ts'
import { runOf } from '../timer/model.ts'
import { useSeconds, useTimer } from '../timer/timer-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { useApp } from './app-context.ts'
import { shellTexts } from './shell-texts.ts'

/** The timer of the patient who was open last, while a list is shown. Nothing where none runs. */
export function ListTimer({ patient }: { patient: string }) {
  const say = useSay(shellTexts)
  const { state, store } = useTimer()
  const { now, openPatient } = useApp()
  const [, go] = useLocation()
  const seconds = useSeconds()
  if (!runOf(state)) return null
  return (
    <div className="list-timer" role="group" aria-label={say('timer-elsewhere')}>
      <Icon name="clock" /> <span aria-hidden="true">{clockText(seconds)}</span>
      <button
        type="button"
        className="link-button"
        title={say('timer-open')}
        onClick={() => {
          openPatient(patient)
          go('/overview')
        }}
      >
        <Icon name="person" size={14} /> <span className="list-timer-word">{say('timer-open')}</span>
      </button>
      <button
        type="button"
        className="plain-button"
        title={say('timer-stop')}
        onClick={() => {
          store.send({ is: 'stop', at: now() })
        }}
      >
        <Icon name="stop" size={14} /> <span className="list-timer-word">{say('timer-stop')}</span>
      </button>
    </div>
  )
}
