import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { activityTexts } from '../../timer/activities.ts'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { placeName, PLACES, settingWords, zoneName, ZONES, type SettingSay } from './setting-words.ts'
import type { SettingId } from './settings-draft.ts'
import { settingsTexts } from './settings-texts.ts'
import type { SettingsForm } from './use-settings-form.ts'

/** What the words of settings are said with. */
export function useSettingSay(): SettingSay {
  return { say: useSay(settingsTexts), activity: useSay(activityTexts), format: useFormat() }
}

/** A setting: its field, or its words for whoever may not change it; and what somebody else made of it meanwhile. */
export function SettingRow({
  id,
  form,
  children,
}: {
  readonly id: SettingId
  readonly form: SettingsForm
  /** The field. */
  readonly children: ReactNode
}) {
  const words = useSettingSay()
  if (!form.editable)
    return (
      <div className="setting">
        <span className="setting-name">{words.say(id)}</span> <span>{settingWords(id, form.onFile, words)}</span>
      </div>
    )
  const isContested = form.meanwhile?.includes(id) === true && form.changed.includes(id)
  return (
    <div className="setting">
      {children}
      {isContested && (
        <p className="setting-contested">
          <Icon name="warn" size={14} /> {words.say('now-on-file', { value: settingWords(id, form.onFile, words) })}
        </p>
      )}
    </div>
  )
}

interface Props<Id extends SettingId> {
  readonly id: Id
  readonly form: SettingsForm
}

/** Yes or no. */
export function FlagSetting({
  id,
  form,
}: Props<
  'countQhpAsStaff' | 'countPriorAuthorization' | 'requireRevisionForComplex' | 'qualifyingApm' | 'unrelatedToAccess'
>) {
  const { say } = useSettingSay()
  return (
    <SettingRow id={id} form={form}>
      <Checkbox
        label={say(id)}
        description={say(`${id}-hint`)}
        checked={form.draft[id]}
        onChange={(event) => {
          form.change({ [id]: event.currentTarget.checked })
        }}
      />
    </SettingRow>
  )
}

/** A phone number. */
export function PhoneSetting({ id, form }: Props<'alwaysPhone' | 'officePhone'>) {
  return <TextSetting id={id} form={form} type="tel" />
}

/** The number by which the practice is taxed. */
export function TaxIdSetting({ form }: Pick<Props<'taxId'>, 'form'>) {
  return <TextSetting id="taxId" form={form} type="text" />
}

function TextSetting({
  id,
  form,
  type,
}: Props<'alwaysPhone' | 'officePhone' | 'taxId'> & { readonly type: 'tel' | 'text' }) {
  const { say } = useSettingSay()
  const fault = form.faults[id]
  return (
    <SettingRow id={id} form={form}>
      <TextInput
        label={say(id)}
        description={say(`${id}-hint`)}
        type={type}
        autoComplete="off"
        value={form.draft[id]}
        error={fault === undefined ? undefined : say(id === 'taxId' ? 'bad-tax-id' : 'bad-phone')}
        onChange={(event) => {
          form.change({ [id]: event.currentTarget.value })
        }}
      />
    </SettingRow>
  )
}

/** The practice's clock. */
export function ZoneSetting({ form }: Pick<Props<'timeZone'>, 'form'>) {
  const { say, format } = useSettingSay()
  const { timeZone } = form.draft
  return (
    <SettingRow id="timeZone" form={form}>
      <NativeSelect
        label={say('timeZone')}
        description={say('timeZone-hint')}
        value={timeZone}
        data={[...new Set([...ZONES, form.onFile.timeZone])].map((zone) => ({
          value: zone,
          label: zoneName(zone, format),
        }))}
        onChange={(event) => {
          form.change({ timeZone: event.currentTarget.value })
        }}
      />
    </SettingRow>
  )
}

/** Where services are given, as claims say it. */
export function PlaceSetting({ form }: Pick<Props<'placeOfService'>, 'form'>) {
  const { say } = useSettingSay()
  return (
    <SettingRow id="placeOfService" form={form}>
      <NativeSelect
        label={say('placeOfService')}
        description={say('placeOfService-hint')}
        value={form.draft.placeOfService}
        data={[...new Set([...PLACES, form.onFile.placeOfService])].map((place) => ({
          value: place,
          label: placeName(place, say),
        }))}
        onChange={(event) => {
          form.change({ placeOfService: event.currentTarget.value })
        }}
      />
    </SettingRow>
  )
}

/** One of two. */
export function ChoiceSetting({ id, form }: Props<'policy' | 'serviceDate'>) {
  const { say } = useSettingSay()
  const options = id === 'policy' ? (['specific', 'max-payment'] as const) : (['threshold', 'month-end'] as const)
  return (
    <SettingRow id={id} form={form}>
      <Choice<(typeof options)[number]>
        label={say(id)}
        value={form.draft[id]}
        options={options.map((value) => ({ value, text: say(value) }))}
        onChange={(value) => {
          form.change({ [id]: value })
        }}
      />
      <p className="setting-hint">{say(`${id}-hint`)}</p>
    </SettingRow>
  )
}
