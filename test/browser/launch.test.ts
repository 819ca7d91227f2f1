import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appUrl, launchUrl, openChart, openWindow, settled, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

/** Signs in again as the care manager, on a patient, in the window that the strip opens. */
async function signInAgain(context: BrowserContext, page: Page, patient: string): Promise<void> {
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const popup = await opened
  await popup.locator('input[name="user"][value="whitfield"]').check()
  await popup.locator('select[name="patient"]').selectOption(patient)
  const closed = popup.waitForEvent('close')
  await popup.locator('button[value="allow"]').click()
  await closed
}

await describeInBrowser('opening the app', (browser) => {
  test('a launch from a chart lands in that patient’s page, and the address says nothing of it', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz')
    expect(await page.locator('.banner-name').textContent()).toBe('Elena Ruiz')
    expect(page.url()).toBe(`${appUrl()}/app/#/overview`)
    expect(await page.title()).toBe('Overview · CCM')
    await context.close()
  })

  test('nothing of the session is kept where another frame could read it', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz')
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    )
    expect(kept).not.toMatch(/ruiz|eyJ|token/i)
    await context.close()
  })

  test('two patients in two windows of one browser never mix, whichever is read anew', async () => {
    const context = await openWindow(browser)
    const [first, second] = [await openChart(context, 'ruiz'), await openChart(context, 'brandt')]
    await first.reload()
    await settled(first)
    expect(await first.locator('.banner-name').textContent()).toBe('Elena Ruiz')
    await second.reload()
    await settled(second)
    expect(await second.locator('.banner-name').textContent()).toBe('Walter Brandt')
    await context.close()
  })

  test('two patients in two frames of one page never mix', async () => {
    const context = await openWindow(browser, { width: 1400, height: 800 })
    const page = await context.newPage()
    const [one, other] = [await launchUrl('ruiz'), await launchUrl('brandt')]
    await page.route(`${appUrl()}/two-charts`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<iframe name="one" src="${one}"></iframe><iframe name="other" src="${other}"></iframe>`,
      }),
    )
    await page.goto(`${appUrl()}/two-charts`)
    const name = (frame: string) => page.frameLocator(`iframe[name="${frame}"]`).locator('.banner-name')
    await expect.poll(() => name('one').textContent()).toBe('Elena Ruiz')
    await expect.poll(() => name('other').textContent()).toBe('Walter Brandt')
    await page.frame('one')!.evaluate('location.reload()')
    await expect.poll(() => name('one').textContent()).toBe('Elena Ruiz')
    expect(await name('other').textContent()).toBe('Walter Brandt')
    await context.close()
  })

  test('a launch that was used already, an EHR that nobody knows and no launch at all are said in words, with a code', async () => {
    const context = await openWindow(browser)
    const page = await context.newPage()
    await page.goto(`${appUrl()}/launch?iss=https%3A%2F%2Fehr.example%2Ffhir&launch=x`)
    await page.locator('.failure').waitFor()
    expect(await page.locator('.failure').textContent()).toMatch(
      /does not know this EHR: https:\/\/ehr\.example\/fhir.*L-201-\w{4,8}/,
    )
    await page.goto(`${appUrl()}/app/`)
    await page.locator('.failure').waitFor()
    expect(await page.locator('.failure').textContent()).toMatch(/opened without a patient chart.*L-102-/)
    await page.goto(`${appUrl()}/app/?error=access_denied&state=x`)
    await page.locator('.failure').waitFor()
    expect(await page.locator('.failure').textContent()).toMatch(/cancelled.*L-206-/)
    await context.close()
  })

  test('the pages run under their policy without one violation', async () => {
    const context = await openWindow(browser)
    const blocked = await watchPolicy(context)
    const page = await openChart(context, 'ruiz')
    for (const path of ['/care-plan', '/time', '/record', '/overview']) {
      await page.locator(`a.tab[href="#${path}"]`).click()
      await settled(page)
    }
    await page.getByRole('button', { name: 'Keys and settings' }).click()
    await page.getByText('Dark', { exact: true }).click()
    expect(blocked).toEqual([])
    await context.close()
  })

  test('a session that has ended keeps the page and what was typed, and goes on for the same person and patient alone', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'feldman', { page: '/time' })
    await page.getByLabel('Note').fill('typed before the end')
    let ended: string | undefined
    await page.route('**/app-session/resume', (route) => {
      const { handle } = route.request().postDataJSON() as { readonly handle: string }
      ended ??= handle
      if (handle !== ended) return route.continue()
      return route.fulfill({ status: 401, json: { code: 'session-ended', trace: 'T3ST', details: {} } })
    })
    await page.route('**/fhir/r4/**', (route) => route.fulfill({ status: 401, json: {} }))
    await page.getByRole('button', { name: 'Month before' }).click()
    await page.getByText('Your sign-in ended').waitFor()
    expect(await page.getByLabel('Note').inputValue()).toBe('typed before the end')
    await page.unroute('**/fhir/r4/**')
    await signInAgain(context, page, 'brandt')
    await page.getByText('That sign-in was for another person or patient').waitFor()
    expect(await page.getByLabel('Note').inputValue()).toBe('typed before the end')
    await signInAgain(context, page, 'feldman')
    await page.getByRole('button', { name: 'Sign in again' }).waitFor({ state: 'detached' })
    expect(await page.getByLabel('Note').inputValue()).toBe('typed before the end')
    expect(await page.locator('.banner').textContent()).toContain('Ruth Feldman')
    await page.getByRole('button', { name: 'Month before' }).click()
    await settled(page)
    expect(await page.getByText('Your sign-in ended').count()).toBe(0)
    await context.close()
  })
})
