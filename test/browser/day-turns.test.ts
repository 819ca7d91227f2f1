import { expect, test } from 'vitest'
import { addMonths, firstDayOfMonth, monthOf, windowOfMonth } from '#domain/calendar.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { goTo, openChart, openWindow } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

/** `December 2026` */
const nameOf = (month: string) =>
  new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  )

await describeInBrowser('a page that is left open', (browser) => {
  test('a timer of a month’s last hour says for which month it counts from midnight', async () => {
    const context = await openWindow(browser)
    await context.clock.install()
    const page = await openChart(context, 'lopez')
    await page.route('**/app-session/**', (route) => route.abort())
    // The server's own clock stays where it is: it would not take time of a day that is still to come.
    await page.route(/\/fhir\/r4\/Task$/, (route) =>
      route.fulfill({ status: 201, json: { ...(route.request().postDataJSON() as object), id: 'of-the-last-hour' } }),
    )
    const month = monthOf(Date.now(), DEMO_TIME_ZONE)
    await context.clock.fastForward(Math.max(0, windowOfMonth(month, DEMO_TIME_ZONE).end - Date.now() - 1_800_000))
    await page.keyboard.press('t')
    await page.locator('.dock-running').waitFor()
    const next = nameOf(addMonths(month, 1)).split(' ')[0] ?? ''
    await page.getByText(`From midnight this counts for ${next}.`).waitFor()
    await context.close()
  })

  test.each(['/overview', '/time'])('%s goes on in the new month once it turns, on its first day', async (path) => {
    const context = await openWindow(browser)
    await context.clock.install()
    const page = await openChart(context, 'lopez', { page: path })
    const before = monthOf(Date.now(), DEMO_TIME_ZONE)
    const after = addMonths(before, 1)
    const heading = (month: string) => page.getByRole('heading', { name: nameOf(month) })
    await heading(before).first().waitFor()
    // The server's own clock stays where it is: what it says of the time is not heard.
    await page.route('**/app-session/**', (route) => route.abort())
    const { end } = windowOfMonth(before, DEMO_TIME_ZONE)
    await context.clock.fastForward(end - Date.now() + 60_000)
    await heading(after).first().waitFor()
    expect(await heading(before).count()).toBe(0)
    if (path === '/overview') await goTo(page, '/time')
    const [year, month, day] = firstDayOfMonth(after).split('-')
    expect(await page.getByRole('textbox', { name: 'Day' }).inputValue()).toBe([month, day, year].join('/'))
    await context.close()
  })
})
