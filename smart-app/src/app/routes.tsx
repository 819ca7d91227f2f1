import { use, type ComponentType } from 'react'
import type { Rights } from '../fhir/app-session.ts'
import type { ShellWord } from './shell-texts.ts'

/** A page of the app: a folder in `features` with one exported component, and one line here. */
export interface Route {
  /** After `/app/#`. */
  readonly path: string
  readonly title: ShellWord
  /** Inside a patient's chart, or in a launch without a patient. */
  readonly within: 'patient' | 'population'
  /** Stands among the tabs; a flow (enroll) does not. */
  readonly tab: boolean
  /** Whose tab it is, by any one of these rights; absent: everybody's. */
  readonly needs?: readonly (keyof Rights)[]
  readonly page: ComponentType
  /** Loads the page before it is wanted, so that it is there without a connection too. */
  readonly load: () => Promise<void>
}

/** Forgets the pages that could not be loaded: each is loaded anew when it is shown next. */
export function forgetUnloaded(): void {
  for (const forget of unloaded) forget()
  unloaded.clear()
}

const unloaded = new Set<() => void>()

/** Makes a page of a module's exported component, loaded when it is first shown or before. */
function page<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K): Pick<Route, 'page' | 'load'> {
  let loading: Promise<ComponentType> | undefined
  const forget = () => {
    loading = undefined
  }
  const loaded = () =>
    (loading ??= load().then(
      (module) => module[name],
      (error: unknown) => {
        unloaded.add(forget)
        throw error
      },
    ))
  return {
    page: function Loaded() {
      const Page = use(loaded())
      return <Page />
    },
    load: () => loaded().then(() => undefined, forget),
  }
}

/** All pages. The first of each kind is where a launch lands. */
export const ROUTES: readonly Route[] = [
  {
    path: '/overview',
    title: 'overview',
    within: 'patient',
    tab: true,
    ...page(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
  },
  {
    path: '/care-plan',
    title: 'care-plan',
    within: 'patient',
    tab: true,
    ...page(() => import('../features/care-plan/care-plan-page.tsx'), 'CarePlanPage'),
  },
  {
    path: '/time',
    title: 'time',
    within: 'patient',
    tab: true,
    ...page(() => import('../features/time/time-page.tsx'), 'TimePage'),
  },
  {
    path: '/record',
    title: 'record',
    within: 'patient',
    tab: true,
    ...page(() => import('../features/record/record-page.tsx'), 'RecordPage'),
  },
  {
    path: '/enroll',
    title: 'enroll',
    within: 'patient',
    tab: false,
    needs: ['care'],
    ...page(() => import('../features/enroll/enroll-page.tsx'), 'EnrollPage'),
  },
  {
    path: '/end',
    title: 'end',
    within: 'patient',
    tab: false,
    needs: ['care'],
    ...page(() => import('../features/end/end-page.tsx'), 'EndPage'),
  },
  {
    path: '/worklist',
    title: 'worklist',
    within: 'population',
    tab: true,
    ...page(() => import('../features/worklist/worklist-page.tsx'), 'WorklistPage'),
  },
  {
    path: '/my-day',
    title: 'my-day',
    within: 'population',
    tab: true,
    needs: ['care'],
    ...page(() => import('../features/time/my-day-page.tsx'), 'MyDayPage'),
  },
  {
    path: '/close',
    title: 'close',
    within: 'population',
    tab: true,
    needs: ['bill'],
    ...page(() => import('../features/month-close/month-close-page.tsx'), 'MonthClosePage'),
  },
  {
    path: '/reports',
    title: 'reports',
    within: 'population',
    tab: true,
    ...page(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
  },
  {
    path: '/settings',
    title: 'settings',
    within: 'population',
    tab: true,
    needs: ['bill', 'setUp'],
    ...page(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
  },
]

/** The pages of a patient, or those of a launch without one, as far as this person may use them. */
export function routesFor(patient: string | undefined, rights: Rights): readonly Route[] {
  const within = patient === undefined ? 'population' : 'patient'
  return ROUTES.filter((route) => route.within === within && (route.needs?.some((right) => rights[right]) ?? true))
}
