import { expect, test } from 'vitest'
import { openWindow } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone } from './support/standalone.ts'

await describeInBrowser('finding somebody in the worklist', (browser) => {
  test('by keyboard alone: / to the words, an arrow to the row that they leave, Esc back to the list', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'reyes')
    await page.locator('.views').getByRole('button', { name: 'Minutes short' }).click()
    await page.locator('.filters').getByText('All', { exact: true }).click()
    const focused = () => page.evaluate<string>('document.activeElement.textContent')
    await page.keyboard.press('/')
    await page.keyboard.type('lopez')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toContain('Edwin Lopez')
    await page.keyboard.press('/')
    await page.keyboard.type('nobody of that name')
    await page.getByText('Nobody in this list fits the words and choices above.').waitFor()
    expect(await page.getByText('Nobody is short of minutes here.').count()).toBe(0)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('')
    await page.keyboard.press('Escape')
    expect(await page.evaluate<boolean>('document.activeElement.closest("tr[data-row]") !== null')).toBe(true)
    await page.keyboard.press('Enter')
    await page.locator('.month-bar').waitFor()
    await context.close()
  })
})
