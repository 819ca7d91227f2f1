import { useLocation } from 'wouter'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import { endReasonOf, endTexts } from '../../data/end-words.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Fact } from './fact.tsx'
import { overviewTexts } from './overview-texts.ts'

/** The way out, quiet: a flow of its own asks why and when. */
export function EndLink() {
  const say = useSay(overviewTexts)
  const [, go] = useLocation()
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => {
        go('/end')
      }}
    >
      {say('end')}
    </button>
  )
}

/** The way back in. */
export function EnrollAgain({ enrollment }: { enrollment: Enrollment }) {
  const say = useSay(overviewTexts)
  const [, go] = useLocation()
  return (
    <button
      type="button"
      className="plain-button"
      onClick={() => {
        leaveErrand({ to: 'enroll', program: enrollment.program })
        go('/enroll')
      }}
    >
      {say('re-enroll')}
    </button>
  )
}

/** Why and when it ended, with what was written of it. */
export function EndFact({ enrollment: { state, stateReason, end } }: { enrollment: Enrollment }) {
  const say = useSay(overviewTexts)
  const words = useSay(endTexts)
  const format = useFormat()
  const { now } = useApp()
  const reason = endReasonOf(state)
  if (reason === undefined) return null
  if (end === undefined)
    return (
      <Fact icon="info" tone="quiet">
        {words(reason)}
      </Fact>
    )
  const slots = { reason: words(reason), day: format.day(format.dayOf(end - 1)) }
  return (
    <Fact icon="info" tone="quiet">
      {say(end > now() ? 'ends-why' : 'ended-why', slots)}
      {stateReason !== undefined && <span className="quiet"> “{stateReason}”</span>}
    </Fact>
  )
}
