import type { Organization } from '@medplum/fhirtypes'
import { useEffect, useRef, useState } from 'react'
import { practiceOf } from '#domain/practice/practice.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ServerSaid } from '../../ui/server-said.tsx'
import { useWhy } from '../../ui/why.ts'
import { ChoiceSetting, FlagSetting, PhoneSetting, PlaceSetting, TaxIdSetting, ZoneSetting } from './setting-row.tsx'
import { settingsTexts } from './settings-texts.ts'
import './settings.css'
import { TimerSettings } from './timer-settings.tsx'
import { usePracticeOrganization, useSettingsForm, type SettingsForm } from './use-settings-form.ts'

/** What the practice has decided about its clock, its phones, counting, billing and timers. */
export function SettingsPage() {
  const say = useSay(settingsTexts)
  const organization = usePracticeOrganization()
  return (
    <Read query={organization} lines={10}>
      {(found) => (found ? <Settings organization={found} /> : <p className="quiet">{say('no-practice')}</p>)}
    </Read>
  )
}

function Settings({ organization }: { organization: Stored<Organization> }) {
  const say = useSay(settingsTexts)
  const form = useSettingsForm(organization)
  const { name, npi } = practiceOf(organization)
  const page = useRef<HTMLFormElement>(null)
  const [sought, seek] = useState(0)
  useEffect(() => {
    if (sought > 0) page.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [sought])
  return (
    <form
      ref={page}
      className="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!form.save()) seek(sought + 1)
      }}
    >
      <h1 className="sr-only">{say('title')}</h1>
      {!form.editable && (
        <p className="settings-locked">
          <Icon name="lock" size={14} /> {say('read-only')}
        </p>
      )}
      <div
        className="settings-cards"
        // Where nothing can be changed nothing else takes the focus, and the page must scroll by keyboard.
        {...(!form.editable && { role: 'region', 'aria-label': say('title'), tabIndex: 0 })}
      >
        <Card title={say('practice')}>
          <Fact name={say('name')} value={name} />
          <Fact name={say('npi')} value={npi ?? say('none')} />
          <TaxIdSetting form={form} />
          <ZoneSetting form={form} />
          <PhoneSetting id="alwaysPhone" form={form} />
          <PhoneSetting id="officePhone" form={form} />
        </Card>
        <Card title={say('timer')}>
          <TimerSettings form={form} />
        </Card>
        <Card title={say('billing')} className="settings-billing">
          <ChoiceSetting id="policy" form={form} />
          <ChoiceSetting id="serviceDate" form={form} />
          <PlaceSetting form={form} />
          <FlagSetting id="countQhpAsStaff" form={form} />
          <FlagSetting id="countPriorAuthorization" form={form} />
          <FlagSetting id="requireRevisionForComplex" form={form} />
          <FlagSetting id="qualifyingApm" form={form} />
          <FlagSetting id="unrelatedToAccess" form={form} />
        </Card>
      </div>
      {form.editable && <SettingsFoot form={form} />}
    </form>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="setting">
      <span className="setting-name">{name}</span> <span>{value}</span>
    </div>
  )
}

function SettingsFoot({ form }: { form: SettingsForm }) {
  const say = useSay(settingsTexts)
  const words = useFootWords(form)
  return (
    <footer className="settings-foot">
      <p role="status" className={words.isWarning ? 'tone-warn' : 'quiet'}>
        {words.text}
        {form.error ? ' ' : ''}
        <ServerSaid error={form.error} />
      </p>
      {form.changed.length > 0 && (
        <button type="button" className="plain-button" onClick={form.discard}>
          {say('discard')}
        </button>
      )}
      <button type="submit" className="plain-button primary" aria-disabled={form.saving}>
        {say('save')}
      </button>
    </footer>
  )
}

/** The most urgent of what there is to say. */
function useFootWords({ faults, error, meanwhile, changed }: SettingsForm): { text: string; isWarning: boolean } {
  const say = useSay(settingsTexts)
  const why = useWhy()
  const count = Object.keys(faults).length
  if (count > 0) return { text: say('faults', { count }), isWarning: true }
  if (error) return { text: say('refused', { why: why(error) }), isWarning: true }
  if (meanwhile && changed.length > 0) {
    const which = meanwhile.map((id) => say(id)).join(', ') || say('conflict-other')
    return { text: say('conflict', { which }), isWarning: true }
  }
  return { text: changed.length > 0 ? say('unsaved', { count: changed.length }) : '', isWarning: false }
}
