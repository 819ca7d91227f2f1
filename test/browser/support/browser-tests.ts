import type { Browser } from 'playwright-core'
import { afterAll, describe } from 'vitest'
import { NO_CHROMIUM, openChromium } from './chromium.ts'

/** A group of tests in a real browser; without one it says what is left out, and how to get it. */
export async function describeInBrowser(name: string, tests: (browser: Browser) => void): Promise<void> {
  const browser = await openChromium()
  if (!browser) {
    console.warn(`${name}: ${NO_CHROMIUM}`)
    describe.skip(`${name} (${NO_CHROMIUM})`, () => {
      tests(undefined as unknown as Browser)
    })
    return
  }
  describe(name, () => {
    afterAll(() => browser.close())
    tests(browser)
  })
}
