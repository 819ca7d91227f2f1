import { Checkbox, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { endSession } from '../fhir/app-session.ts'
import type { Language } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import { Choice } from '../ui/choice.tsx'
import { Sheet } from '../ui/sheet.tsx'
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
  const { user, population } = useApp()
  return (
    <Sheet title={say('help')} close={close} closing={say('close_')}>
      <p className="meta">{say('signed', { name: user.name })}</p>
      {population ? <SignOut /> : null}
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
    </Sheet>
  )
}

/** Ends the session and leaves nothing of it on the screen. Inside a chart the EHR is who signs people out. */
function SignOut() {
  const say = useSay(shellTexts)
  const { keeper } = useApp()
  const signOut = async () => {
    await endSession(keeper.grant().handle)
    location.replace('/')
  }
  return (
    <button type="button" className="plain-button" onClick={() => void signOut()}>
      {say('sign-out')}
    </button>
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
