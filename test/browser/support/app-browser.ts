import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { mintDemoToken, type DemoTokenClaims } from '../../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../../server/compose/demo-key.ts'
import { DEMO_TENANT, DEMO_USERS } from '../../../server/demo/practice.ts'
import { clientOf, type TestClient } from '../../support/test-app.ts'
import { serverOfFile, type ServerAt } from './file-server.ts'

/** What a test may say of the chart that it opens the app from. */
export interface ChartOptions {
  readonly role?: DemoTokenClaims['role']
  /** `Practitioner/…`; absent: the demo's person of that role. */
  readonly user?: string
  /** The page to go to, `/time`. */
  readonly page?: string
  readonly needPatientBanner?: boolean
  /** Another server than that of this file. */
  readonly at?: ServerAt
}

/** Width and height, scheme and language of a window. */
export interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly scheme?: 'light' | 'dark'
  readonly language?: 'en' | 'es'
  /** Under a finger, not a mouse. */
  readonly touch?: boolean
}

/** Where the server of this file is, and how a test talks to it. */
export const appUrl = () => serverOfFile().url

/** A client of the FHIR base, to look at what the app has written. */
export async function fhirClient(
  claims: Omit<DemoTokenClaims, 'tenant'> = { role: 'administrator' },
  at = serverOfFile(),
): Promise<TestClient> {
  return clientOf(`${at.url}/fhir/r4`, await tokenOf(claims, at))
}

async function tokenOf(claims: Omit<DemoTokenClaims, 'tenant'>, at: ServerAt): Promise<string> {
  const key = await readDemoKey(at.data)
  const person = DEMO_USERS[claims.role]
  const user = person === undefined ? {} : { user: `Practitioner/${person}` }
  return mintDemoToken({ tenant: DEMO_TENANT, ...user, ...claims }, key!, { now: () => Date.now() })
}

/** A window of its own: nothing in it is shared with another test's. */
export async function openWindow(browser: Browser, options: WindowOptions = {}): Promise<BrowserContext> {
  const { width = 1000, height = 700, scheme = 'light', language = 'en', touch = false } = options
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === 'es' ? 'es-US' : 'en-US',
    timezoneId: 'America/Chicago',
    hasTouch: touch,
  })
  // Shorter than a test's own time, so that what was waited for is named.
  context.setDefaultTimeout(15_000)
  return context
}

/** The address with which an EHR opens the app on a patient: a true SMART launch, good for one use. */
export async function launchUrl(patient: string | undefined, options: ChartOptions = {}): Promise<string> {
  const { role = 'clinical-staff', user, needPatientBanner, at = serverOfFile() } = options
  const token = await tokenOf({ role, ...(user !== undefined && { user }) }, at)
  const answer = await fetch(`${at.url}/auth/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      client: 'ccm-app',
      ...(patient !== undefined && { patient }),
      ...(needPatientBanner !== undefined && { needPatientBanner }),
    }),
  })
  const { launch } = (await answer.json()) as { launch: string }
  return `${at.url}/launch?iss=${encodeURIComponent(`${at.url}/fhir/r4`)}&launch=${launch}`
}

/** Opens the app from a patient's chart and waits until its page is there. */
export async function openChart(context: BrowserContext, patient: string, options: ChartOptions = {}): Promise<Page> {
  const page = await context.newPage()
  await page.goto(await launchUrl(patient, options))
  await page.locator('.frame').waitFor()
  if (options.page !== undefined) await goTo(page, options.page)
  await settled(page)
  return page
}

/** Goes to a page by its tab, as a person would. */
export async function goTo(page: Page, path: string): Promise<void> {
  const tab = page.locator(`a.tab[href="#${path}"]`)
  if ((await tab.count()) > 0) await tab.click()
  await page.waitForURL((url) => url.hash === `#${path}`)
}

/** Waits until nothing is being read any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0)
}

/** Stops the timer that enrolling has started: a person has one, and the next test wants it. */
export async function stopTimer(page: Page): Promise<void> {
  await page.locator('.dock-running').waitFor()
  await page.keyboard.press('s')
  await page.locator('.dock-saved').waitFor()
}

/** Runs in a window: what moves and will end has ended; what goes on for ever is not waited for. */
const AT_REST = `Promise.allSettled(document.getAnimations()
  .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished)).then(() => undefined)`

/** Waits until nothing moves in a page or a frame of it any more. */
export async function atRest(page: Page): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate(AT_REST)))
}

/** How far the page goes over its window sideways, in pixels. @param width of another window to try it in */
export async function sideways(page: Page, width?: number): Promise<number> {
  const before = page.viewportSize()!
  if (width !== undefined) await page.setViewportSize({ ...before, width })
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (width !== undefined) await page.setViewportSize(before)
  return over
}

/** Headings of columns that are narrower than their longest word. */
export function squeezed(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(SQUEEZED)
}

/** Runs in the window. What is told to screen readers alone takes no room. */
const SQUEEZED = `[...document.querySelectorAll('thead th')]
  .filter((th) => th.checkVisibility() && th.innerText.trim() !== '' && !th.querySelector('.sr-only'))
  .filter((th) => th.clientWidth < 30 || th.scrollWidth > th.clientWidth + 1)
  .map((th) => th.innerText)`

/** Violations of WCAG 2.2 AA on the page once nothing moves in it, in words that name the element. */
export async function violations(page: Page): Promise<readonly string[]> {
  await atRest(page)
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
}

/** Runs in the window, before anything of the page. */
const REPORT = `document.addEventListener('securitypolicyviolation', (event) =>
  window.reportViolation([event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(' ')))`

/** Collects what the policy blocks and what fails in a window; both should stay empty. */
export async function watchPolicy(context: BrowserContext): Promise<readonly string[]> {
  const found: string[] = []
  await context.exposeBinding('reportViolation', (_source, text: string) => found.push(text))
  await context.addInitScript({ content: REPORT })
  context.on('weberror', (error) => found.push(error.error().message))
  return found
}
