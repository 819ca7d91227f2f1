import { useNameOf, usePresent, type Present } from '../../data/presence.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { activityTexts, isActivity } from '../../timer/activities.ts'
import { Icon } from '../../ui/icon.tsx'
import { planTexts } from './plan-texts.ts'

/** Who else works with the patient while the plan is open, by whose timer runs: two may be about to write the same. */
export function PresenceLine() {
  const present = usePresent()
  return (
    <div className="plan-presence" role="status">
      {present.data?.map((one) => (
        <PresentPerson key={one.person} present={one} />
      ))}
    </div>
  )
}

function PresentPerson({ present: { person, activity, since } }: { present: Present }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const nameOf = useNameOf()
  const work = isActivity(activity) ? activityTexts[activity][format.language] : ''
  const name = nameOf(person) ?? say('somebody')
  return (
    <p className="fact">
      <Icon name="person" size={14} /> {say('present', { name, work, time: format.time(since) })}
    </p>
  )
}
