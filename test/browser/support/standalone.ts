import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { appUrl, settled } from './app-browser.ts'

/** Somebody of the demo practice. */
export type DemoPerson = 'reyes' | 'alvarez' | 'whitfield' | 'hale' | 'sato'

/** Opens the app without a patient, as a bookmark does: `/launch`, the sign-in of our own server, the list. */
export async function openStandalone(context: BrowserContext, person: DemoPerson, tab?: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${appUrl()}/launch`)
  const who = page.locator(`input[value="${person}"]`)
  await who.or(page.locator('.frame')).first().waitFor()
  if (await who.count()) {
    await who.check()
    await page.locator('button[value="allow"]').click()
  }
  await page.locator('.frame').waitFor()
  if (tab !== undefined) await page.getByRole('link', { name: tab }).click()
  await settled(page)
  return page
}

/** What a click saves, as text. */
export async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'latin1') }
}
