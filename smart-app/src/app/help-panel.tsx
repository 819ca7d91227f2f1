import { Checkbox, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import type { Language } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import { Choice } from '../ui/choice.tsx'
import { useApp } from './app-context.ts'
import { useSettings } from './settings.ts'
import { shellTexts } from './shell-texts.ts'

const KEYS = [
  ['T', 'key-t'],
  ['S', 'key-s'],
  ['N', 'key-n'],
  ['L', 'key-l'],
  ['E', 'key-e'],
  ['1–4', 'key-tabs'],
  ['?', 'key-help'],
] as const

/** Keys, language and appearance: a panel beside the page. */
export function HelpPanel({ close }: { close: () => void }) {
  const say = useSay(shellTexts)
  const title = useId()
  const panel = useRef<HTMLElement>(null)
  const { user } = useApp()
  useEffect(() => {
    panel.current?.focus()
  }, [])
  return (
    <section
      ref={panel}
      className="sheet"
      role="dialog"
      aria-labelledby={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <header className="sheet-head">
        <h2 id={title}>{say('help')}</h2>
        <button type="button" className="icon-button" aria-label={say('close_')} onClick={close}>
          <Icon name="cross" />
        </button>
      </header>
      <div className="sheet-body">
        <p className="meta">{say('signed', { name: user.name })}</p>
        <Preferences />
        <dl className="keys">
          {KEYS.map(([key, does]) => (
            <div key={key}>
              <dt>
                <span className="key">{key}</span>
              </dt>
              <dd>{say(does)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}

function Preferences() {
  const say = useSay(shellTexts)
  const { language, setLanguage, singleKeys, setSingleKeys } = useSettings()
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <>
      <Choice<Language>
        label={say('language')}
        value={language}
        options={[
          { value: 'en', text: 'English' },
          { value: 'es', text: 'Español' },
        ]}
        onChange={setLanguage}
      />
      <Choice<MantineColorScheme>
        label={say('appearance')}
        value={colorScheme}
        options={[
          { value: 'auto', text: say('auto') },
          { value: 'light', text: say('light') },
          { value: 'dark', text: say('dark') },
        ]}
        onChange={setColorScheme}
      />
      <Checkbox
        label={say('single-keys')}
        checked={singleKeys}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked)
        }}
      />
    </>
  )
}
