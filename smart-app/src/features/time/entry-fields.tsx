import { TextInput } from '@mantine/core'
import type { RefObject } from 'react'
import { useSay } from '../../say/use-say.ts'
import { isActivity } from '../../timer/activities.ts'
import { ActivitySelect } from '../../timer/activity-select.tsx'
import { mostMinutes, type EntryDraft, type EntryFaults } from './entry-draft.ts'
import { timeTexts } from './time-texts.ts'

interface EntryFieldsProps {
  readonly draft: EntryDraft
  readonly change: (part: Partial<EntryDraft>) => void
  readonly faults: EntryFaults
  /** Takes the focus when the form opens. */
  readonly first?: RefObject<HTMLInputElement | null>
  readonly withReason?: boolean
}

/** The fields of a time entry: day, clock time if known, minutes, activity, note. */
export function EntryFields({ draft, change, faults, first, withReason = false }: EntryFieldsProps) {
  const say = useSay(timeTexts)
  const field = (name: 'day' | 'from' | 'minutes' | 'note' | 'reason') => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      change({ [name]: event.currentTarget.value })
    },
  })
  return (
    <>
      <TextInput className="field-day" label={say('day')} error={faults.day && say('bad-day')} {...field('day')} />
      <TextInput
        className="field-from"
        label={say('from')}
        placeholder={say('from-hint')}
        error={faults.from && say('bad-time')}
        {...field('from')}
      />
      <TextInput
        className="field-minutes"
        label={say('minutes')}
        inputMode="numeric"
        error={faults.minutes && say('bad-minutes', { most: mostMinutes(draft) })}
        {...(first && { ref: first })}
        {...field('minutes')}
      />
      <div className="field-activity">
        <ActivitySelect
          label={say('activity')}
          visible
          value={isActivity(draft.activity) ? draft.activity : 'patient-contact'}
          onChange={(activity) => {
            change({ activity })
          }}
        />
      </div>
      <TextInput className="field-note" label={say('note')} {...field('note')} />
      {withReason && (
        <TextInput
          className="field-reason"
          label={say('reason')}
          error={faults.reason && say('bad-reason')}
          {...field('reason')}
        />
      )}
    </>
  )
}
