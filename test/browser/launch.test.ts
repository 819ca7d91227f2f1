import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appUrl, launchUrl, openChart, openWindow, settled, violations, watchPolicy } from './support/app-browser.ts'
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

interface FailingLaunch {
  readonly fails: (page: Page) => Promise<unknown>
  readonly says: RegExp
  readonly code: number
  /** It may be otherwise in a moment: there is a link to try again. */
  readonly again?: true
}

/** Where the sign-in sends the browser back to, with its code, which the app does not get through to redeem. */
async function comesBack(page: Page): Promise<string> {
  const back = page.waitForRequest((request) => request.url().includes('/app/?'))
  await page.route('**/app-session/redeem', (route) => route.abort())
  await page.goto(await launchUrl('ruiz'))
  await page.locator('.failure').waitFor()
  const url = (await back).url()
  await page.unrouteAll()
  return url
}

/** The server answers so, as it does where an EHR behaves so (test/auth has those EHRs). */
async function answersWith(page: Page, path: string, status: number, json: object): Promise<void> {
  await page.route(`**/app-session/${path}`, (route) => route.fulfill({ status, json }))
  await page.goto(path === 'launches' ? `${appUrl()}/launch` : `${appUrl()}/app/?code=c&state=s`)
}

const FAILURES: readonly FailingLaunch[] = [
  {
    fails: (page) => page.goto(`${appUrl()}/launch?iss=https%3A%2F%2Fehr.example%2Ffhir&launch=x`),
    says: /does not know this EHR: https:\/\/ehr\.example\/fhir\. Ask the administrator/,
    code: 201,
  },
  { fails: (page) => page.goto(`${appUrl()}/app/`), says: /opened without a patient chart.*sign in/is, code: 102 },
  {
    fails: async (page) => page.goto(await launchUrl(undefined)),
    says: /did not tell us which patient is open. Close this tab/,
    code: 204,
  },
  {
    fails: (page) => page.goto(`${appUrl()}/app/?error=access_denied&state=x`),
    says: /was cancelled.*Open it again/s,
    code: 206,
  },
  {
    fails: (page) => page.goto(`${appUrl()}/app/?error=invalid_scope&error_description=patient/Condition.rs&state=x`),
    says: /refused a permission that CCM needs: patient\/Condition\.rs\. Ask the EHR administrator/,
    code: 205,
  },
  {
    fails: (page) => page.goto(`${appUrl()}/app/?error=invalid_scope&state=x`),
    says: /refused a permission that CCM needs, and does not say which\. Ask the EHR administrator/,
    code: 205,
  },
  {
    fails: (page) => page.goto(`${appUrl()}/app/?error=login_required&state=x`),
    says: /refused to sign you in\. It says: “login_required”\. Open CCM again from the chart; if it happens twice, give/,
    code: 213,
  },
  {
    fails: async (page) => {
      const url = await comesBack(page)
      const opens = await page.context().newPage()
      await opens.goto(url)
      await opens.locator('.frame').waitFor()
      await opens.close()
      await page.goto(url)
    },
    says: /was used before or is too old. Close this tab/,
    code: 203,
  },
  {
    fails: async (page) => {
      const url = await comesBack(page)
      await page.goto(`${appUrl()}/healthz`)
      await page.evaluate(
        `sessionStorage.setItem('ccm-launch-${new URL(url).searchParams.get('state') ?? ''}', 'other')`,
      )
      await page.goto(url)
    },
    says: /begun in another browser.*Open CCM again/s,
    code: 211,
  },
  {
    fails: (page) =>
      answersWith(page, 'redeem', 400, {
        code: 'clock-differs',
        trace: 'CL0CK',
        details: { theirs: '2026-11-24T16:00:00.000Z', ours: '2026-11-24T15:50:00.000Z' },
      }),
    says: /the EHR says 11\/24\/26, 10:00:00\sAM, CCM says 11\/24\/26, 9:50:00\sAM/,
    code: 207,
  },
  {
    fails: (page) => answersWith(page, 'launches', 503, { code: 'issuer-unreachable', trace: 'GONE', details: {} }),
    says: /The EHR did not answer.*Wait a minute/s,
    code: 202,
    again: true,
  },
  {
    fails: (page) => answersWith(page, 'launches', 503, { code: 'starting', trace: 'BEG1N', details: {} }),
    says: /is starting and will be ready in some seconds/,
    code: 302,
    again: true,
  },
  {
    fails: (page) => answersWith(page, 'redeem', 500, {}),
    says: /a fault of its own/,
    code: 500,
    again: true,
  },
  {
    fails: async (page) => {
      await page.route('**/app-session/launches', (route) => route.abort())
      await page.goto(`${appUrl()}/launch`)
    },
    says: /no connection to CCM. Check the network/,
    code: 301,
    again: true,
  },
]

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

  test('every launch that fails has a page that says what happened and what to do, with a code that can be copied', async () => {
    const context = await openWindow(browser)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    const reported: string[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('/failures')) reported.push(`${response.request().postData()} ${response.status()}`)
    })
    for (const { fails, says, code, again } of FAILURES) {
      await fails(page)
      await page.locator('.failure').waitFor()
      const text = await page.locator('.failure').innerText()
      expect(text).toMatch(says)
      expect(text).toMatch(new RegExp(`Code L-${code}-[0-9A-Z]{4,8}`))
      expect(await page.getByRole('link', { name: 'Try again' }).count(), text).toBe(again === true ? 1 : 0)
      await page.unrouteAll()
      // What the page has found by itself, the server's log has too.
      const made = await page.locator('.failure code').textContent()
      if (code === 102) await expect.poll(() => reported).toEqual([`{"code":"${made}"} 204`])
    }
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(copied).toBe(await page.locator('.failure code').textContent())
    await context.close()
  })

  test('a sign-in without a chart that was cancelled can be begun again from where it ended', async () => {
    const context = await openWindow(browser)
    const page = await context.newPage()
    await page.goto(`${appUrl()}/launch`)
    await page.locator('button[value="cancel"]').click()
    await page.locator('.failure').waitFor()
    expect(await page.locator('.failure').innerText()).toMatch(/was cancelled/)
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Sign in without a patient' }).click()
    await page.locator('button[value="allow"]').waitFor()
    await page.goto(await launchUrl('ruiz'))
    await page.locator('.frame').waitFor()
    await context.close()
  })

  test('a browser that drops its storage between the two pages opens the chart, and asks before the first write', async () => {
    const context = await openWindow(browser)
    await context.addInitScript('try { sessionStorage.clear() } catch {}')
    const page = await openChart(context, 'ruiz')
    await page.getByText('You are Dana Whitfield, and this is the chart of Elena Ruiz. Is that right?').waitFor()
    expect(await page.getByRole('button', { name: /^Start/ }).count()).toBe(0)
    expect(await page.getByRole('checkbox', { disabled: false }).count()).toBe(0)
    await page.getByRole('button', { name: 'Yes, go on' }).click()
    await page.getByRole('button', { name: /^Start/ }).waitFor()
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
