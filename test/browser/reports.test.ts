import { expect, test } from 'vitest'
import { openWindow, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone, saved } from './support/standalone.ts'

const TITLES = ['Enrolled and eligible', 'Minutes by role', 'Revenue by month']

await describeInBrowser('the reports', (browser) => {
  test('are three charts, each with its sentence, its table and its file', async () => {
    const context = await openWindow(browser)
    const faults = await watchPolicy(context)
    const page = await openStandalone(context, 'sato', 'Reports')
    for (const title of TITLES) {
      await page.getByRole('img', { name: title }).waitFor()
      await page.getByRole('button', { name: `${title} as a table` }).click()
      const table = page.getByRole('table', { name: title })
      expect(await table.locator('tbody tr').count()).toBe(12)
      const file = await saved(page, () => page.getByRole('button', { name: `${title} as CSV` }).click())
      const lines = file.text.trim().split('\r\n')
      expect(lines).toHaveLength(13)
      const newest = await table.locator('tbody tr').first().locator('td').first().textContent()
      if (title === TITLES[0]) expect(lines.at(-1)?.split(',')[1]).toBe(newest)
      await page.getByRole('button', { name: `${title} as a chart` }).click()
    }
    expect(faults).toEqual([])
    await context.close()
  })

  test('a month that is not closed has earned to the cent what its close would write', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'hale', 'Month close')
    const summary = await page.locator('.close-summary').innerText()
    const total = /Total to be written\s+\$([\d,.]+)/.exec(summary)?.[1]?.replace(',', '')
    expect(Number(total)).toBeGreaterThan(0)
    await page.getByRole('link', { name: 'Reports' }).click()
    const file = await saved(page, () => page.getByRole('button', { name: 'Revenue by month as CSV' }).click())
    const [, , notClosed] = file.text.trim().split('\r\n').at(-2)?.split(',') ?? []
    expect(notClosed).toBe(total)
    await context.close()
  })
})
