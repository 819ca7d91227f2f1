import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { resumeSession, type SessionGrant, type Rights } from '../fhir/app-session.ts'
import { keepHandle } from '../fhir/handle.ts'
import { createOurServer, FhirRefusal } from '../fhir/our-server.ts'
import { createSessionKeeper } from '../fhir/session-keeper.ts'
import { browserLanguage } from '../launch/failure-page.ts'
import { speakServerWords } from '../say/server-words.ts'
import { LanguageContext } from '../say/use-say.ts'
import { LiveRegions } from '../ui/live-region.tsx'
import { SingleKeysContext } from '../ui/use-keys.ts'
import { Undo } from '../ui/undo.tsx'
import { AppContextProvider, type AppContextValue } from './app-context.ts'
import { beginReading } from './begin-reading.ts'
import { ConfirmationContext } from './confirmation.ts'
import { createConnection, lookForServer } from './connection.ts'
import { keepPreference, readPreferences } from './preferences.ts'
import { Settings, type SettingsValue } from './settings.ts'
import { Shell } from './shell.tsx'
import { theme } from './theme.ts'
import { useQuarterHour } from './use-quarter-hour.ts'

/** The whole app for one session. */
export function App({ grant }: { grant: SessionGrant }) {
  const [session] = useState(() => contextOf(grant))
  const [confirmed, setConfirmed] = useState(!grant.confirm)
  const [opened, openPatient] = useState<string>()
  const quarter = useQuarterHour(session.now)
  const context = useMemo<AppContextValue>(() => {
    const rights = confirmed ? session.rights : NONE
    return { ...session, rights, patient: session.patient ?? opened, openPatient, quarter }
  }, [confirmed, session, opened, quarter])
  const confirmation = useMemo(
    () => ({
      needed: !confirmed,
      confirm: () => {
        setConfirmed(true)
      },
    }),
    [confirmed],
  )
  const [queries] = useState(() => beginReading(createQueries(), session))
  return (
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      colorSchemeManager={schemes}
      defaultColorScheme={readPreferences().scheme ?? 'auto'}
    >
      <QueryClientProvider client={queries}>
        <AppContextProvider value={context}>
          <ConfirmationContext value={confirmation}>
            <SettingsAround>
              <LiveRegions>
                <Undo>
                  <Router
                    hook={useHashLocation}
                    aroundNav={(go, to, options) => {
                      go(to, { ...options, state: history.state as unknown })
                    }}
                  >
                    <Shell />
                  </Router>
                </Undo>
              </LiveRegions>
            </SettingsAround>
          </ConfirmationContext>
        </AppContextProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** Before the names are confirmed nothing may be written. */
const NONE: Rights = { care: false, attest: false, bill: false, setUp: false }

/** Mantine's own manager writes to storage without asking whether it may. */
const schemes: MantineColorSchemeManager = {
  get: (fallback) => readPreferences().scheme ?? fallback,
  set: (scheme) => {
    keepPreference({ scheme })
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
}

function contextOf(grant: SessionGrant): Omit<AppContextValue, 'openPatient' | 'quarter'> {
  const connection = createConnection(lookForServer)
  const keeper = createSessionKeeper({
    grant,
    resume: resumeSession,
    keepHandle,
    fetch: connection.watch((url, init) => fetch(url, init)) as typeof fetch,
    now: () => Date.now(),
  })
  return {
    keeper,
    connection,
    server: createOurServer(grant.fhir.baseUrl, keeper.fetch),
    user: grant.user,
    rights: grant.user.rights,
    patient: grant.context.patient,
    population: grant.context.patient === undefined,
    now: () => Date.now() + keeper.clockOffset(),
  }
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        networkMode: 'always',
        retry: (count, error) => !(error instanceof FhirRefusal) && count < 2,
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

function SettingsAround({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => readPreferences().language ?? browserLanguage())
  const [singleKeys, setSingleKeys] = useState(() => readPreferences().singleKeys ?? true)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const value = useMemo<SettingsValue>(
    () => ({
      language,
      singleKeys,
      setLanguage: (next) => {
        keepPreference({ language: next })
        void speakServerWords(next).then(() => {
          setLanguage(next)
        })
      },
      setSingleKeys: (next) => {
        keepPreference({ singleKeys: next })
        setSingleKeys(next)
      },
    }),
    [language, singleKeys],
  )
  return (
    <Settings value={value}>
      <LanguageContext value={language}>
        <SingleKeysContext value={singleKeys}>{children}</SingleKeysContext>
      </LanguageContext>
    </Settings>
  )
}
