import { Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { DEFAULT_TIME_ZONE } from '#domain/practice/practice.ts'
import { usePractice } from '../data/chart.ts'
import { TimerDock } from '../timer/timer-dock.tsx'
import { TimerProvider } from '../timer/timer-context.tsx'
import { useTimerNotices } from '../timer/timer-notices.tsx'
import { createFormat } from '../format/format.ts'
import { FormatContext } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import { Skeleton } from '../ui/card.tsx'
import { EvidenceSheets } from '../ui/evidence.tsx'
import { Icon } from '../ui/icon.tsx'
import { NoticeStrip } from '../ui/notice-strip.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { AppContextProvider, useApp } from './app-context.ts'
import { BackToList } from './back-to-list.tsx'
import { Banner } from './banner.tsx'
import { FrameSheetShown, SheetButton, useFrameSheet } from './frame-sheets.tsx'
import { ListTimer } from './list-timer.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { routesFor, type Route as Page } from './routes.tsx'
import { useSettings } from './settings.ts'
import './shell.css'
import { shellTexts } from './shell-texts.ts'
import { Tabs } from './tabs.tsx'
import { useSessionState } from './use-session.ts'
import { useShellNotices } from './use-shell-notices.tsx'

/** The frame around every page: bar, banner, at most one notice, the page. */
export function Shell() {
  const { population } = useApp()
  return useSessionState() === 'wrong-patient' ? (
    <WrongPatient />
  ) : (
    <FormatAround>{population ? <PopulationFrame /> : <PatientFrame />}</FormatAround>
  )
}

/** Dates and times of this page are the practice's. */
function FormatAround({ children }: { children: ReactNode }) {
  const practice = usePractice()
  const { language } = useSettings()
  const timeZone = practice.data?.timeZone ?? DEFAULT_TIME_ZONE
  const format = useMemo(() => createFormat(language, timeZone), [language, timeZone])
  return <FormatContext value={format}>{children}</FormatContext>
}

function PatientFrame() {
  return (
    <TimerProvider>
      <WithTimer />
    </TimerProvider>
  )
}

/** A timer that was started on a patient's page goes on, and is seen, while the list is open. */
function PopulationFrame() {
  const app = useApp()
  const [timed, setTimed] = useState(app.patient)
  if (app.patient !== undefined && app.patient !== timed) setTimed(app.patient)
  if (timed === undefined) return <Frame notices={[]} />
  return (
    <AppContextProvider value={{ ...app, patient: timed }}>
      <TimerProvider key={timed}>
        <AppContextProvider value={app}>
          <WithTimer timed={timed} />
        </AppContextProvider>
      </TimerProvider>
    </AppContextProvider>
  )
}

function WithTimer({ timed }: { timed?: string }) {
  return <Frame notices={useTimerNotices()} {...(timed !== undefined && { timed })} />
}

function Frame({ notices, timed }: { notices: Parameters<typeof useShellNotices>[0]; timed?: string }) {
  const say = useSay(shellTexts)
  const { keeper, rights, patient, population } = useApp()
  const { context } = keeper.grant()
  const routes = routesFor(patient, rights)
  const [location] = useLocation()
  const current = routes.find(({ path }) => location.startsWith(path))
  /** Sheets belong to the page on which they were opened, and to its patient. */
  const place = `${location} ${patient ?? ''}`
  const { opened, toggle, close } = useFrameSheet(place)
  const shown = useShellNotices(notices)
  useKeys({
    '?': () => {
      toggle('help')
    },
    ...(patient !== undefined && {
      k: () => {
        toggle('chart')
      },
    }),
  })
  useLoadAhead(routes)
  useTitle(current ? say(current.title) : 'CCM')
  return (
    <div className="frame">
      <a className="skip" href="#page" onClick={skipToPage}>
        {say('skip')}
      </a>
      <header className="bar">
        <Bar routes={routes} current={current} />
        <span className="bar-sheets">
          {patient !== undefined && <SheetButton sheet="chart" opened={opened} toggle={toggle} />}
          <SheetButton sheet="help" opened={opened} toggle={toggle} />
        </span>
        {patient !== undefined && <TimerDock />}
        {patient === undefined && timed !== undefined && <ListTimer patient={timed} />}
      </header>
      {patient !== undefined && (population || context.needPatientBanner || current?.tab === false) && <Banner />}
      <NoticeStrip notices={shown} />
      <main id="page" className="page" tabIndex={-1}>
        <EvidenceSheets key={place}>
          <PageBoundary key={location}>
            <Suspense fallback={<Skeleton lines={6} />}>
              <Pages routes={routes} />
            </Suspense>
          </PageBoundary>
        </EvidenceSheets>
      </main>
      <FrameSheetShown opened={opened} pages={routes.filter(({ tab }) => tab).length} close={close} />
    </div>
  )
}

/** The fragment is the page's address, so the link moves the focus itself. */
function skipToPage(event: { preventDefault: () => void }) {
  event.preventDefault()
  document.getElementById('page')?.focus()
}

function Pages({ routes }: { routes: readonly Page[] }) {
  const say = useSay(shellTexts)
  const [first] = routes
  if (!first) return <p className="page-alone">{say('no-pages')}</p>
  return (
    <Switch>
      {routes.map(({ path, page }) => (
        <Route key={path} path={path} component={page} />
      ))}
      <Route>
        <Redirect to={first.path} replace />
      </Route>
    </Switch>
  )
}

function Bar({ routes, current }: { routes: readonly Page[]; current: Page | undefined }) {
  const say = useSay(shellTexts)
  const [, go] = useLocation()
  const { population, patient } = useApp()
  const tabs = routes.filter(({ tab }) => tab)
  useKeys(
    Object.fromEntries(
      tabs.map(({ path }, index) => [
        String(index + 1),
        () => {
          go(path)
        },
      ]),
    ),
    current?.tab !== false,
  )
  if (current && !current.tab)
    return (
      <>
        <button
          type="button"
          className="link-button bar-back"
          onClick={() => {
            go(tabs[0]?.path ?? '/')
          }}
        >
          <Icon name="back" /> {say('back')}
        </button>
        <span className="bar-title">{say(current.title)}</span>
      </>
    )
  return (
    <>
      {population && patient !== undefined ? (
        <BackToList />
      ) : (
        <span className="mark">
          <Mark /> <span className="mark-word">CCM</span>
        </span>
      )}
      <Tabs tabs={tabs} current={current} />
    </>
  )
}

function Mark() {
  return (
    <svg className="mark-ring" width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="8.500" fill="none" strokeWidth="4" />
      <path d="M12 3.500a8.500 8.500 0 0 1 8.500 8.500" fill="none" strokeWidth="4" />
    </svg>
  )
}

function WrongPatient() {
  const say = useSay(shellTexts)
  return (
    <main className="page-alone" role="alert">
      <Icon name="refused" size={24} />
      <p>{say('wrong-patient')}</p>
    </main>
  )
}

/** Time for the first page to come to rest before the others are loaded, in milliseconds. */
const AHEAD = 2_000

/** Loads the pages behind the tabs once the first one stands: they come at once, also without a connection. */
function useLoadAhead(routes: readonly Page[]): void {
  const wanted = routes.filter(({ tab }) => tab)
  const latest = useRef(wanted)
  useEffect(() => {
    latest.current = wanted
  })
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { load } of latest.current) void load()
    }, AHEAD)
    return () => {
      clearTimeout(timer)
    }
  }, [])
}

/** The page's name for the window and for screen readers; never the patient's. The focus follows to the page. */
function useTitle(title: string): void {
  const first = useRef(true)
  useEffect(() => {
    document.title = `${title} · CCM`
    if (first.current) first.current = false
    else {
      const page = document.getElementById('page')
      page?.scrollTo(0, 0)
      page?.focus({ preventScroll: true })
    }
  }, [title])
}
