import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appUrl, openWindow, violations, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

/** Whose page the app shows within the chart. */
const shownIn = (page: Page) => page.frameLocator('iframe').locator('.banner-name')

/** Where pictures of the pages are kept when somebody wants new ones. */
const shots = process.env['SCREENS']

async function picture(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` })
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
    const context = await openWindow(browser, { width: 1200, height: 800 })
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
})
