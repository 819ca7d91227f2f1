import { expect, test } from 'vitest'
import { openWindow, settled } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone } from './support/standalone.ts'

await describeInBrowser('a month that is closed again', (browser) => {
  test('one patient’s is reopened under their name, and what the next close did is what is told', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'hale', 'Month close')
    const told = page.locator('.close-result')
    const close = async () => {
      await page.getByRole('button', { name: /^Close .*…$/ }).click()
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: /^Close / })
        .click()
    }
    await close()
    await told.getByText(/^\d+ written, 0 unchanged/).waitFor()
    await settled(page)
    await page.getByRole('button', { name: 'Reopen the month of Paul Anders' }).click()
    await page.getByText('the charges and the claim of Paul Anders.').waitFor()
    await page.getByLabel('Why is it reopened?').fill('A test takes it back.')
    await page.keyboard.press('Enter')
    await told.getByText('1 month was reopened.').waitFor()
    await settled(page)
    await close()
    await told.getByText(/^1 written, \d+ unchanged/).waitFor()
    expect(await told.innerText()).not.toContain('reopened')
    await context.close()
  })
})
