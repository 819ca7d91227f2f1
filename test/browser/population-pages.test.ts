import { mkdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { appUrl, openWindow, settled, sideways, squeezed, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { showShort } from './support/every-view.ts'
import { openStandalone } from './support/standalone.ts'

/** `SCREENS=1` writes the pictures of `docs/screens` anew. */
const SCREENS = process.env['SCREENS'] === '1'

/** Layout hangs on the width and contrast on the colours: each is looked at once. All four pairs make the pictures. */
const SCHEME_AT = { 600: 'light', 1200: 'dark' } as const

const PAGES = [
  { name: 'worklist', link: 'Worklist', ready: '.table' },
  { name: 'my-day', link: 'My day', ready: '.strip' },
  { name: 'month-close', link: 'Month close', ready: '.close-summary' },
  { name: 'reports', link: 'Reports', ready: '.chart' },
  { name: 'settings', link: 'Settings', ready: '.setting' },
] as const

await describeInBrowser('every page of a launch without a patient', (browser) => {
  describe.each(SCREENS ? (['light', 'dark'] as const) : (['each'] as const))('%s', (which) => {
    test.each([600, 1200] as const)('at %i pixels has no violation of WCAG 2.2 AA', async (width) => {
      const scheme = which === 'each' ? SCHEME_AT[width] : which
      const context = await openWindow(browser, { width, height: 800, scheme })
      const page = await openStandalone(context, 'reyes')
      const faults: Record<string, readonly string[]> = {}
      for (const { name, link, ready } of PAGES) {
        await page.getByRole('link', { name: link }).click()
        if (name === 'worklist') await showShort(page)
        await page.locator(ready).first().waitFor()
        await settled(page)
        faults[name] = await violations(page)
        expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0)
        expect(await squeezed(page), `${name} has columns that nobody can read`).toEqual([])
        if (SCREENS) {
          await mkdir('docs/screens', { recursive: true })
          await page.screenshot({ path: `docs/screens/${name}-${width}-${scheme}.png` })
        }
      }
      expect(faults).toEqual(Object.fromEntries(PAGES.map(({ name }) => [name, []])))
      await context.close()
    })
  })

  test('a sheet is closed when its page is left, and the keys that it lists are those that work there', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield')
    const help = page.getByRole('dialog', { name: 'Keys and settings' })
    const keys = () => help.locator('dt').allTextContents()
    const tabs = async () => `1–${await page.locator('a.tab').count()}`
    await page.keyboard.press('?')
    await help.waitFor()
    expect(await keys()).toEqual(['X', '↑ ↓', 'Enter', '/', await tabs(), '?'])
    await page.keyboard.press('2')
    await page.waitForURL((url) => url.hash === '#/my-day')
    expect(await help.count()).toBe(0)
    await page.getByRole('link', { name: 'Worklist' }).click()
    await showShort(page)
    await page.getByRole('button', { name: 'Elena Ruiz' }).click()
    await page.locator('.evidence-link').first().click()
    expect(await page.getByRole('dialog').count()).toBe(1)
    await page.keyboard.press('?')
    await help.waitFor()
    expect(await keys()).toEqual(['T', 'S', 'N', 'L', 'E', 'K', await tabs(), '?'])
    await page.getByRole('button', { name: 'Back to list' }).click()
    await page.locator('.worklist').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await context.close()
  })

  test('speaks Spanish to whoever reads Spanish', async () => {
    const context = await openWindow(browser, { language: 'es' })
    const page = await openStandalone(context, 'reyes')
    await page.getByRole('button', { name: 'Faltan minutos' }).waitFor()
    await page.getByRole('link', { name: 'Cierre del mes' }).click()
    await page.getByText('Total por escribir').waitFor()
    await settled(page)
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Informes' }).click()
    await page.getByRole('img', { name: 'Ingresos por mes' }).waitFor()
    const handle = await page.evaluate<unknown>('history.state.ccmHandle')
    expect(handle).toEqual(expect.any(String))
    await page.getByRole('button', { name: 'Teclas y ajustes' }).click()
    await page.getByRole('dialog', { name: 'Teclas y ajustes' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Cerrar sesión' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    const resumed = await page.request.post(`${appUrl()}/app-session/resume`, { data: { handle } })
    expect(resumed.status()).toBe(401)
    await context.close()
  })
})
