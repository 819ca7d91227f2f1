import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import type { SaveState } from '../../ui/use-autosave.ts'
import { planTexts } from './plan-texts.ts'

/** How far a change has got, in a few words. */
export function SaveLine({ state }: { state: SaveState }) {
  const say = useSay(planTexts)
  const format = useFormat()
  switch (state.kind) {
    case 'still':
    case 'conflict':
      return <span className="save-line" />
    case 'typing':
    case 'saving':
      return <span className="meta save-line">{say(`save-${state.kind}`)}</span>
    case 'saved':
      return (
        <span className="meta save-line" role="status">
          <Icon name="check" size={12} /> {say('save-saved', { time: format.time(state.at) })}
        </span>
      )
    case 'unsent':
      return (
        <span className="meta save-line tone-warn" role="status">
          <Icon name="hourglass" size={12} /> {say('save-unsent')}
        </span>
      )
    case 'refused':
      return (
        <span className="meta save-line tone-stop" role="alert">
          {state.why}
        </span>
      )
  }
}
