import type { BrowserContext, Page } from 'playwright-core'
import { goTo, openChart } from './app-browser.ts'
import { openStandalone } from './standalone.ts'

/** A page of the app, or a sheet over one, as somebody comes to it. */
interface View {
  readonly name: string
  /** Goes there on a page of the app that may stand on another view of the same launch. */
  readonly show: (page: Page) => Promise<void>
  /** No other test looks for violations of WCAG 2.2 AA here. */
  readonly axe?: boolean
}

/** Views that one launch shows one after the other. */
export interface Launch {
  readonly name: string
  readonly open: (context: BrowserContext) => Promise<Page>
  readonly views: readonly View[]
}

const tab = (name: string, path: string, ready: string): View => ({
  name,
  show: async (page) => {
    await page.keyboard.press('Escape')
    await goTo(page, path)
    await page.locator(ready).first().waitFor()
  },
})

const sheet = (name: string, button: string | RegExp, axe = false): View => ({
  name,
  axe,
  show: async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: button }).first().click()
    await page.getByRole('dialog').or(page.locator('.plan-panel')).first().waitFor()
  },
})

/** The timer by its keys, beginning with a state that lasts. */
const timed = (name: string, keys: readonly string[]): View => ({
  name,
  show: async (page) => {
    for (const key of keys) {
      await page.keyboard.press(key)
      await page.locator(key === 's' ? '.dock-saved' : '.dock:is(.dock-running, .dock-paused)').waitFor()
      // What lasted less than a second is not time.
      await page.waitForTimeout(1_100)
    }
  },
})

const flow = (name: string, button: RegExp, ready: string): View => ({
  name,
  show: async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: button }).first().click()
    await page.locator(ready).first().waitFor()
  },
})

/** Patients whose minutes are short: there are some on every day of a month. */
export async function showShort(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Minutes short/ }).click()
  await page.locator('.filters').getByText('All', { exact: true }).click()
  await page.locator('.table tbody tr').first().waitFor()
}

/** Every page that an enrolled patient has, a patient who may be enrolled, and a launch without a patient. */
export const LAUNCHES: readonly Launch[] = [
  {
    name: 'an enrolled patient',
    open: (context) => openChart(context, 'ruiz'),
    views: [
      tab('overview', '/overview', '.month-bar'),
      sheet('evidence', /show evidence/, true),
      sheet('simulator', 'What would change it?'),
      sheet('call script', 'Call script'),
      sheet('visit preparation', 'Visit preparation'),
      sheet('keys and settings', 'Keys and settings', true),
      sheet('chart', 'The patient’s chart', true),
      tab('time', '/time', '.entries, .time-empty'),
      {
        name: 'day',
        axe: true,
        show: async (page) => {
          await page.locator('.choice-row').getByText('Day', { exact: true }).click()
          await page.locator('.strip').waitFor()
        },
      },
      tab('care plan', '/care-plan', '.plan-item'),
      sheet('plan versions', /^Versions|since version/, true),
      tab('record', '/record', '.card'),
      {
        name: 'end',
        show: async (page) => {
          await goTo(page, '/overview')
          await page.getByRole('button', { name: 'End enrollment' }).click()
          await page.locator('.end').waitFor()
        },
      },
      timed('timer runs', ['t']),
      timed('timer paused', ['t']),
      timed('timer saved', ['t', 's']),
    ],
  },
  {
    name: 'a patient who may be enrolled',
    open: (context) => openChart(context, 'dubois'),
    views: [tab('overview, eligible', '/overview', '.checks'), flow('enroll', /^Enroll in/, '.enroll')],
  },
  {
    name: 'a launch without a patient',
    open: (context) => openStandalone(context, 'reyes'),
    views: [
      {
        name: 'worklist',
        show: async (page) => {
          await goTo(page, '/worklist')
          await showShort(page)
        },
      },
      tab('my day', '/my-day', '.strip'),
      tab('month close', '/close', '.close-summary'),
      tab('reports', '/reports', '.chart'),
      tab('settings', '/settings', '.setting'),
    ],
  },
]
