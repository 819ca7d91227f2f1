import { useApp } from '../../app/app-context.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { useDecide, usePutBack, type Decision } from './decide.ts'
import { planTexts } from './plan-texts.ts'

interface SuggestionRowProps {
  readonly reference: string
  readonly what: string
  readonly detail: string
  readonly editable: boolean
}

/** A template's suggestion: dashed until somebody decides. */
export function SuggestionRow({ reference, what, detail, editable }: SuggestionRowProps) {
  const say = useSay(planTexts)
  const decide = useDecision(reference, what)
  return (
    <li className="suggestion">
      <div className="spread">
        <span className="row-title">{what}</span>
        <span className="chip suggested">
          <Icon name="suggest" size={12} /> {say('suggested')}
        </span>
      </div>
      {detail !== '' && <span className="quiet fact">{detail}</span>}
      {editable && (
        <div className="form-foot">
          <button
            type="button"
            className="plain-button"
            aria-label={`${say('accept')}: ${what}`}
            onClick={decide('accept')}
          >
            <Icon name="check" size={14} /> {say('accept')}
          </button>
          <button
            type="button"
            className="link-button"
            aria-label={`${say('decline')}: ${what}`}
            onClick={decide('decline')}
          >
            {say('decline')}
          </button>
        </div>
      )}
    </li>
  )
}

function useDecision(reference: string, what: string): (decision: Decision) => () => void {
  const say = useSay(planTexts)
  const format = useFormat()
  const announce = useAnnounce()
  const { now } = useApp()
  const decide = useDecide()
  const putBack = usePutBack()
  const undo = useUndo()
  return (decision) => () => {
    decide.mutate(
      { reference, decision, day: format.dayOf(now()) },
      {
        onSuccess: (written) => {
          undo({
            text: say(decision === 'accept' ? 'accepted' : 'declined', { what }),
            undo: () => {
              putBack.mutate(written)
            },
          })
        },
        onError: (error) => {
          announce(say('decide-failed', { why: error.message }), true)
        },
      },
    )
  }
}
