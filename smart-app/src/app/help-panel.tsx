import { Checkbox, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { endSession } from '../fhir/app-session.ts'
import type { Language } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import { Choice } from '../ui/choice.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useApp, type AppContextValue } from './app-context.ts'
import { helpTexts } from './help-texts.ts'
import { useSettings } from './settings.ts'

/** Keys that time and enroll a patient. */
const CARE_KEYS = [
  ['T', 'key-t'],
  ['S', 'key-s'],
  ['N', 'key-n'],
  ['L', 'key-l'],
  ['E', 'key-e'],
] as const
const LIST_KEYS = [
  ['↑ ↓', 'key-rows'],
  ['Enter', 'key-open'],
  ['/', 'key-find'],
] as const
const CHART_KEYS = [['K', 'key-k']] as const
const CHOOSING_KEYS = [['X', 'key-choose']] as const

/** The keys that do something here, for this person. */
function keysOf({ patient, rights }: Pick<AppContextValue, 'patient' | 'rights'>, pages: number) {
  const here = patient === undefined ? LIST_KEYS : CHART_KEYS
  const care = !rights.care ? [] : patient === undefined ? CHOOSING_KEYS : CARE_KEYS
  return [...care, ...here, [`1–${String(pages)}`, 'key-tabs'], ['?', 'key-help']] as const
}

/** Keys, language and appearance: a panel beside the page. */
export function HelpPanel({ pages, close }: { readonly pages: number; readonly close: () => void }) {
  const say = useSay(helpTexts)
  const app = useApp()
  const { user, population } = app
  return (
    <Sheet title={say('help')} close={close} closing={say('close')}>
      <p className="meta">{say('signed', { name: user.name })}</p>
      {population ? <SignOut /> : null}
      <Preferences />
      <dl className="keys">
        {keysOf(app, pages).map(([key, does]) => (
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
  const say = useSay(helpTexts)
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
  const say = useSay(helpTexts)
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
