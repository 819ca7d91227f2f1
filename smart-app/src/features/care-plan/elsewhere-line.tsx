import { useChangedElsewhere } from '../../data/plan-elsewhere.ts'
import type { PlanReading } from '../../data/plan.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { planTexts } from './plan-texts.ts'

/** That the plan has changed elsewhere while it is shown: it is read anew when somebody asks. */
export function ElsewhereLine({ reading, readAt }: { readonly reading: PlanReading; readonly readAt: number }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const changed = useChangedElsewhere(reading, readAt)
  return (
    <div className="plan-elsewhere" role="status">
      {changed && (
        <p className="fact">
          <Icon name="info" size={14} /> {say('elsewhere', { time: format.time(changed.at) })}{' '}
          <button type="button" className="link-button" onClick={changed.show}>
            {say('show-elsewhere')}
          </button>
        </p>
      )}
    </div>
  )
}
