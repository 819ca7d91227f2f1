import { TextInput } from '@mantine/core'
import { LONGEST_PATIENCE } from '#domain/practice/timer-policy.ts'
import { ActivitySelect } from '../../timer/activity-select.tsx'
import { ACTIVITIES, isActivity, type Activity } from '../../timer/activities.ts'
import { Icon } from '../../ui/icon.tsx'
import { SettingRow, useSettingSay } from './setting-row.tsx'
import type { TypedMinutes, TypedTimer } from './settings-draft.ts'
import type { SettingsForm } from './use-settings-form.ts'

/** How long a timer may be left alone: usually, and for single activities. */
export function TimerSettings({ form }: { form: SettingsForm }) {
  const { say } = useSettingSay()
  return (
    <>
      <p className="quiet">{say('timer-means')}</p>
      <SettingRow id="usualTimer" form={form}>
        <fieldset className="timer-setting">
          <legend>{say('usualTimer')}</legend>
          <MinuteFields
            name="usualTimer"
            typed={form.draft.usualTimer}
            form={form}
            change={(usualTimer) => {
              form.change({ usualTimer })
            }}
          />
        </fieldset>
        <p className="setting-hint">{say('minutes-limits', { most: LONGEST_PATIENCE })}</p>
      </SettingRow>
      <SettingRow id="timers" form={form}>
        <Timers form={form} />
      </SettingRow>
    </>
  )
}

function Timers({ form }: { form: SettingsForm }) {
  const { say, activity } = useSettingSay()
  const { timers, usualTimer } = form.draft
  const free = ACTIVITIES.find((one) => !timers.some((timer) => timer.activity === one))
  const set = (next: readonly TypedTimer[]) => {
    form.change({ timers: next })
  }
  return (
    <fieldset className="timer-settings">
      <legend>{say('timers')}</legend>
      {timers.map((timer, at) => (
        <div key={timer.activity} className="timer-setting">
          <ActivitySelect
            visible
            label={say('activity')}
            value={isActivity(timer.activity) ? timer.activity : 'patient-contact'}
            except={timers.flatMap((one) => (one !== timer && isActivity(one.activity) ? [one.activity] : []))}
            onChange={(next: Activity) => {
              set(timers.with(at, { ...timer, activity: next }))
            }}
          />
          <MinuteFields
            name={`timers.${String(at)}`}
            typed={timer}
            form={form}
            change={(typed) => {
              set(timers.with(at, { ...timer, ...typed }))
            }}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={say('remove-activity', {
              activity: isActivity(timer.activity) ? activity(timer.activity) : timer.activity,
            })}
            onClick={() => {
              set(timers.toSpliced(at, 1))
            }}
          >
            <Icon name="cross" />
          </button>
        </div>
      ))}
      {free !== undefined && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            set([...timers, { activity: free, ...usualTimer }])
          }}
        >
          <Icon name="plus" size={14} /> {say('add-activity')}
        </button>
      )}
    </fieldset>
  )
}

function MinuteFields({
  name,
  typed,
  form,
  change,
}: {
  readonly name: string
  readonly typed: TypedMinutes
  readonly form: SettingsForm
  readonly change: (typed: TypedMinutes) => void
}) {
  const { say } = useSettingSay()
  const words = (part: 'ask' | 'stop') => {
    const fault = form.faults[`${name}.${part}`]
    if (fault === undefined) return undefined
    return fault === 'stop-first'
      ? say(fault, { ask: typed.ask.trim() })
      : say('bad-minutes', { most: LONGEST_PATIENCE })
  }
  return (['ask', 'stop'] as const).map((part) => (
    <TextInput
      key={part}
      className="minute-field"
      label={say(part)}
      inputMode="numeric"
      autoComplete="off"
      value={typed[part]}
      error={words(part)}
      onChange={(event) => {
        change({ ask: typed.ask, stop: typed.stop, [part]: event.currentTarget.value })
      }}
    />
  ))
}
