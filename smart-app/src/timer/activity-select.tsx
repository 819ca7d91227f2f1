import { NativeSelect } from '@mantine/core'
import { useSay } from '../say/use-say.ts'
import { ACTIVITIES, activityTexts, COUNTABLE, NEVER_COUNTABLE, type Activity } from './activities.ts'
import { timerTexts } from './timer-texts.ts'

interface ActivitySelectProps {
  readonly label: string
  readonly value: Activity
  readonly onChange: (next: Activity) => void
  /** The label is seen, and the control looks like a field. */
  readonly visible?: boolean
  /** Left out. */
  readonly except?: readonly Activity[]
}

/** A choice among the activities, the countable ones first. */
export function ActivitySelect({ label, value, onChange, visible = false, except = [] }: ActivitySelectProps) {
  const say = useSay(timerTexts)
  const name = useSay(activityTexts)
  const options = (activities: readonly Activity[]) =>
    activities
      .filter((one) => !except.includes(one))
      .map((one) => (
        <option key={one} value={one}>
          {name(one)}
        </option>
      ))
  const change = (event: { currentTarget: { value: string } }) => {
    const next = ACTIVITIES.find((one) => one === event.currentTarget.value)
    if (next) onChange(next)
  }
  const groups = (
    <>
      <optgroup label={say('counts')}>{options(COUNTABLE)}</optgroup>
      <optgroup label={say('never-counts')}>{options(NEVER_COUNTABLE)}</optgroup>
    </>
  )
  return visible ? (
    <NativeSelect label={label} value={value} onChange={change}>
      {groups}
    </NativeSelect>
  ) : (
    <select aria-label={label} value={value} onChange={change}>
      {groups}
    </select>
  )
}
