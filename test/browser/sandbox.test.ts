import type { Observation, Task } from '@medplum/fhirtypes'
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appUrl, openWindow, violations, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { found } from './support/written.ts'

/** Whose page the app shows within the chart. */
const shownIn = (page: Page) => page.frameLocator('iframe').locator('.banner-name')

/** `SCREENS=1` writes the pictures of `docs/screens` anew. */
const SCREENS = process.env['SCREENS'] === '1'

async function picture(page: Page, name: string): Promise<void> {
  if (SCREENS) await page.screenshot({ path: `docs/screens/${name}.png` })
}

await describeInBrowser('the sandbox EHR', (browser) => {
  test('from the patient list into a chart, and the app opens on that patient in its frame', async () => {
    const context = await openWindow(browser, { width: 1200, height: 800 })
    const blocked = await watchPolicy(context)
    const page = await context.newPage()
    await page.goto(appUrl())
    expect(await page.locator('.standing').textContent()).toBe(
      'Demo. Synthetic patients only. Reachable from this computer alone.',
    )
    await picture(page, 'sandbox-patients-1200')
    expect(await violations(page)).toEqual([])
    await page.getByRole('rowheader', { name: 'Ruiz, Elena' }).getByRole('link').click()
    await page.getByRole('link', { name: 'Essential hypertension' }).waitFor()
    await picture(page, 'sandbox-chart-1200')
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Launch CCM' }).click()
    await expect.poll(() => shownIn(page).textContent()).toBe('Elena Ruiz')
    await page
      .frameLocator('iframe')
      .getByRole('button', { name: /Start timer/ })
      .waitFor()
    await page.frameLocator('iframe').getByRole('heading', { name: 'Enrollment' }).waitFor()
    await expect.poll(() => page.frameLocator('iframe').locator('[aria-busy="true"]').count()).toBe(0)
    await picture(page, 'sandbox-ccm-1200')
    expect(await violations(page)).toEqual([])
    expect(blocked).toEqual([])
    await context.close()
  })

  test('smart_app_launch, smart_launch_received: the chart opens the launch URL with iss, the FHIR base, and a launch', async () => {
    const context = await openWindow(browser, { width: 1200, height: 800 })
    const page = await context.newPage()
    const opened = page.waitForRequest((request) => new URL(request.url()).pathname === '/launch')
    await page.goto(`${appUrl()}/demo/chart/ruiz/ccm`)
    const { origin, searchParams } = new URL((await opened).url())
    expect(origin).toBe(new URL(appUrl()).origin)
    expect([...searchParams.keys()].sort()).toEqual(['iss', 'launch'])
    expect(searchParams.get('launch')).toMatch(/^\S+$/)
    const discovered = await fetch(`${searchParams.get('iss') ?? ''}/.well-known/smart-configuration`)
    expect(discovered.status).toBe(200)
    const metadata = (await (await fetch(`${searchParams.get('iss') ?? ''}/metadata`)).json()) as {
      implementation: { url: string }
    }
    expect(metadata.implementation.url).toBe(searchParams.get('iss'))
    // It is a launch on this patient, and the app comes through with it.
    await expect.poll(() => shownIn(page).textContent()).toBe('Elena Ruiz')
    await context.close()
  })

  test('two patients opened one after another never mix, nor do the same in two windows', async () => {
    const context = await openWindow(browser, { width: 1200, height: 800 })
    const page = await context.newPage()
    await page.goto(`${appUrl()}/demo/chart/ruiz/ccm`)
    await expect.poll(() => shownIn(page).textContent()).toBe('Elena Ruiz')
    await page.getByRole('navigation', { name: 'Patients' }).getByRole('link', { name: 'Brandt, Walter' }).click()
    await expect.poll(() => shownIn(page).textContent()).toBe('Walter Brandt')
    expect(await page.locator('h1').textContent()).toBe('Brandt, Walter')
    const second = await context.newPage()
    await second.goto(`${appUrl()}/demo/chart/ruiz/ccm`)
    await expect.poll(() => shownIn(second).textContent()).toBe('Elena Ruiz')
    await page.reload()
    await expect.poll(() => shownIn(page).textContent()).toBe('Walter Brandt')
    await page.goBack()
    await expect.poll(() => shownIn(page).textContent()).toBe('Elena Ruiz')
    expect(await page.locator('h1').textContent()).toBe('Ruiz, Elena')
    await context.close()
  })

  test('the strip makes another EHR of it on another origin, with tokens exchanged', async () => {
    const context = await openRefusing(browser)
    const blocked = await watchPolicy(context)
    const page = await context.newPage()
    await page.goto(`${appUrl()}/demo/chart/ruiz/ccm`)
    await page.getByLabel('Behaves like').selectOption('oracle')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL((url) => url.hostname === '127.0.0.1')
    await expect.poll(() => shownIn(page).textContent()).toBe('Elena Ruiz')
    await page.frameLocator('iframe').getByText('You are Dana Whitfield').waitFor()
    await picture(page, 'sandbox-oracle-like-1200')
    expect(await violations(page)).toEqual([])
    expect(blocked).toEqual([])
    await page.getByLabel('Person').selectOption('novak')
    await page.locator('select[name="width"]').selectOption('800')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.frameLocator('iframe').getByText('You are Petra Novak').waitFor()
    expect((await page.locator('iframe').boundingBox())?.width).toBe(800)
    await context.close()
  })

  test.each([
    ['own', 'johnson'],
    ['epic', 'greer'],
    ['oracle', 'ruiz'],
  ])('%s: a token that ends while the plan is edited and a timer runs is renewed, unseen', async (behaves, patient) => {
    const context = await openRefusing(browser)
    const page = await context.newPage()
    const app = await openWorking(page, behaves, patient)
    const mood = app.getByLabel('Mood and social life')
    await mood.fill('Laughs')
    await page.getByRole('button', { name: 'Token ends now' }).click()
    await page.getByText('The token was ended').waitFor()
    await mood.fill(`Laughs again, ${behaves}`)
    await app.getByText(/Saved \d/).waitFor()
    await stopTimer(app)
    expect(await app.getByRole('button', { name: 'Sign in again' }).count()).toBe(0)
    await expectKept(patient, `Laughs again, ${behaves}`)
    await context.close()
  })

  test.each([
    ['epic', 'johnson'],
    ['oracle', 'greer'],
  ])('%s: a sign-in that ends while the plan is edited and a timer runs loses nothing', async (behaves, patient) => {
    const context = await openRefusing(browser)
    const page = await context.newPage()
    const app = await openWorking(page, behaves, patient)
    const name = await app.locator('.banner-name').textContent()
    await page.getByRole('button', { name: 'Sign-in ends now' }).click()
    await page.getByText('Token and sign-in were ended').waitFor()
    const mood = app.getByLabel('Mood and social life')
    await mood.fill(`Sings, ${behaves}`)
    await app.getByText('Unsent: sign in again').waitFor()
    await app.getByText('Your sign-in ended. What you typed is still here and the timer goes on.').waitFor()
    expect(await mood.inputValue()).toBe(`Sings, ${behaves}`)
    const closed = context.waitForEvent('page').then((popup) => popup.waitForEvent('close'))
    await app.getByRole('button', { name: 'Sign in again' }).click()
    await closed
    await app.getByText(/Saved \d/).waitFor()
    await stopTimer(app)
    expect(await app.locator('.banner-name').textContent()).toBe(name)
    await expectKept(patient, `Sings, ${behaves}`)
    await context.close()
  })

  test('a clinician to whom nobody has given a role reads, and is told why there is no more', async () => {
    const context = await openRefusing(browser)
    const page = await context.newPage()
    await page.goto(`${appUrl()}/demo/chart/ruiz/ccm?behaves=epic`)
    const guest = page.getByLabel('Person').locator('option').last()
    await page.getByLabel('Person').selectOption(await guest.getAttribute('value'))
    await page.getByRole('button', { name: 'Apply' }).click()
    const app = page.frameLocator('iframe')
    await app.getByRole('button', { name: 'Yes, go on' }).click()
    await app.getByText('You have no role in CCM yet, so you can read and not write.').waitFor()
    expect(await app.locator('.banner-name').textContent()).toBe('Elena Ruiz')
    await app.getByRole('link', { name: 'Care plan' }).click()
    await app.getByText('Keep my kidneys working as well as they do now').waitFor()
    expect(await app.getByRole('button', { name: /^(Edit|Start|Add|Publish)/ }).count()).toBe(0)
    await context.close()
  })
})

/** Runs before anything of a page: in a frame of another origin storage is refused, as strict browsers do. */
const REFUSE_STORAGE = `try { void parent.location.href } catch {
  Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('Refused.', 'SecurityError') } })
}`

/** A window that keeps nothing for a frame of another origin, so that the app there asks who is before it writes. */
async function openRefusing(browser: Browser): Promise<BrowserContext> {
  const context = await openWindow(browser, { width: 1200, height: 800 })
  await context.addInitScript(REFUSE_STORAGE)
  return context
}

/** Opens a chart in an EHR that behaves so, starts the timer and goes to the care plan. */
async function openWorking(page: Page, behaves: string, patient: string): Promise<FrameLocator> {
  await page.goto(`${appUrl()}/demo/chart/${patient}/ccm?behaves=${behaves}&person=whitfield`)
  const app = page.frameLocator('iframe')
  if (behaves !== 'own') await app.getByRole('button', { name: 'Yes, go on' }).click()
  await app.getByRole('button', { name: /Start timer/ }).click()
  await app.locator('.dock-running').waitFor()
  await app.getByRole('link', { name: 'Care plan' }).click()
  await app.getByLabel('Mood and social life').waitFor()
  return app
}

async function stopTimer(app: FrameLocator): Promise<void> {
  await app.getByRole('button', { name: /^Stop/ }).click()
  await app.locator('.dock-saved').waitFor()
}

/** The text is in the chart once, and the newest time is whole. */
async function expectKept(patient: string, text: string): Promise<void> {
  const findings = await found<Observation>(`Observation?patient=${patient}`)
  expect(findings.filter(({ valueString }) => valueString === text)).toHaveLength(1)
  const code = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity|'
  const owned = `Task?patient=${patient}&owner=Practitioner/whitfield&code=${code}`
  expect(await found<Task>(`${owned}&status=in-progress`)).toEqual([])
  const [newest] = await found<Task>(`${owned}&_sort=-period`)
  expect(newest?.status).toBe('completed')
  expect(Date.now() - Date.parse(newest?.executionPeriod?.start ?? '')).toBeLessThan(60_000)
}
