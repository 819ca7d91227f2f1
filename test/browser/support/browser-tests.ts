import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { NO_CHROMIUM, openChromium } from './chromium.ts'
import { startFileServer } from './file-server.ts'

/** The tests of a file in a real browser, on a server of their own; without a browser it says what is left out, and how to get one. */
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
    let stop: (() => Promise<void>) | undefined
    beforeAll(async () => {
      stop = await startFileServer()
    })
    afterAll(async () => {
      await browser.close()
      await stop?.()
    })
    tests(browser)
  })
}
