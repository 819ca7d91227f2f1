import { expect, test } from 'vitest'
import { appUrl, openChart, openWindow, settled, sideways } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

/** Runs in the window: by how many pixels the whole page, not one of its parts, can be scrolled. */
const WINDOW_OVER = '(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.documentElement)'

await describeInBrowser('the app in a frame', (browser) => {
  test('the EHR’s page stays where it is when the app opens and when its pages change', async () => {
    const context = await openWindow(browser, { width: 600, height: 700 })
    const page = await context.newPage()
    await page.goto(`${appUrl()}/demo/chart/ruiz/ccm?behaves=own&person=whitfield`)
    const app = page.frameLocator('iframe')
    await app.locator('.month-bar').waitFor()
    await settled(page)
    const room = 'document.querySelector(".frame-room")'
    const scrolled = () => page.evaluate<number>(`${room}.scrollTop`)
    // The frame is higher than its room, so that it could be scrolled.
    expect(await page.evaluate<boolean>(`${room}.scrollHeight > ${room}.clientHeight`)).toBe(true)
    expect(await scrolled()).toBe(0)
    await page.frames()[1]?.evaluate('document.querySelectorAll("a.tab")[2].click()')
    await app.locator('.entries').first().waitFor()
    expect(await scrolled()).toBe(0)
    await context.close()
  })

  test('who the patient is stands in one line, the telephone with it, also 600 pixels wide', async () => {
    const context = await openWindow(browser, { width: 600 })
    const page = await openChart(context, 'lindqvist')
    const [name, phone] = ['.banner-name', '.banner-phone'].map((part) => page.locator(part).boundingBox())
    expect(Math.abs((await name)!.y - (await phone)!.y)).toBeLessThan(8)
    expect(await sideways(page)).toBe(0)
    await context.close()
  })

  test('the window never scrolls around the frame, not by one pixel', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz')
    expect(await page.evaluate<number>(WINDOW_OVER)).toBe(0)
    await context.close()
  })

  test.each(['en', 'es'] as const)(
    '%s: under a finger the icons of the bar are 44 pixels wide, where they fit',
    async (language) => {
      const context = await openWindow(browser, { width: 600, height: 900, language, touch: true })
      const page = await openChart(context, 'ruiz')
      const icons = await page.locator('.bar-sheets .icon-button').all()
      expect(icons).toHaveLength(2)
      for (const icon of icons) {
        const box = await icon.boundingBox()
        expect(box?.height).toBeGreaterThanOrEqual(44)
        expect(box?.width).toBeGreaterThanOrEqual(44)
      }
      expect(await sideways(page)).toBe(0)
      await context.close()
    },
  )
})
