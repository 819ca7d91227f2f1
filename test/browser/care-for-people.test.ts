import { expect, test } from 'vitest'
import { putChronicPatient } from '../support/programme-client.ts'
import { fhirClient, openChart, openWindow, settled, stopTimer, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { CHECKS } from './support/care-for-people.ts'
import { LAUNCHES } from './support/every-view.ts'

await describeInBrowser('for people whose screen or keyboard is not the usual one', (browser) => {
  test.each(LAUNCHES)('every view of $name', async ({ open, views }) => {
    const context = await openWindow(browser, { width: 600, height: 800 })
    const page = await open(context)
    const faults: Record<string, readonly string[]> = {}
    for (const { name, show, axe } of views) {
      await show(page)
      await settled(page)
      faults[name] = axe === true ? await violations(page) : []
      for (const check of CHECKS) {
        const found = await check.faults(page)
        if (found.length > 0) faults[`${name}, ${check.name}`] = found
      }
    }
    expect(faults).toEqual(Object.fromEntries(views.map(({ name }) => [name, []])))
    await context.close()
  })

  test('enrolling by keyboard alone: Space says a statement, Enter goes on, and each step has the focus as it comes', async () => {
    await putChronicPatient(await fhirClient(), 'by-keyboard', { mbi: '1EG4TE5MK96' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'by-keyboard')
    const here = () =>
      page.evaluate<string>(
        `document.activeElement.matches('.statement input') ? 'statement' : document.activeElement.getAttribute('aria-label')`,
      )
    await page.keyboard.press('e')
    for (let statement = 0; statement < 4; statement += 1) {
      await expect.poll(here).toBe('statement')
      await page.keyboard.press('Space')
      await page.keyboard.press('Enter')
    }
    for (const step of ['5 of 6 · Team and risk', '6 of 6 · Care plan and finish']) {
      await expect.poll(here).toBe(step)
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Enter')
    }
    await page.getByText(/Enrolled\. Minutes count from/).waitFor()
    const { body } = await (await fhirClient())('/EpisodeOfCare?patient=by-keyboard&status=active')
    expect(body.entry).toHaveLength(1)
    await stopTimer(page)
    await context.close()
  })

  test('a sheet comes without moving for who wants less motion', async () => {
    const moves = async (reducedMotion: 'reduce' | 'no-preference') => {
      const context = await openWindow(browser)
      const page = await openChart(context, 'ruiz')
      await page.emulateMedia({ reducedMotion })
      const seen = page.evaluate<number>(`new Promise((done) =>
        addEventListener('animationstart', ({ target }) =>
          done(Math.max(...target.getAnimations().map(({ effect }) => effect.getTiming().duration))), { once: true }))`)
      await page.getByRole('button', { name: 'What would change it?' }).click()
      const longest = await seen
      await context.close()
      return longest
    }
    expect(await moves('no-preference')).toBe(120)
    expect(await moves('reduce')).toBeLessThanOrEqual(1)
  })

  test('at 200 % the tabs are a menu, which the keyboard opens, leaves and goes on from', async () => {
    const context = await openWindow(browser, { width: 300, height: 400 })
    const page = await openChart(context, 'ruiz')
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    const menu = page.getByRole('button', { name: 'all pages' })
    expect(await links.count()).toBe(0)
    await menu.press('Enter')
    expect(await links.allTextContents()).toEqual(['Overview', 'Care plan', 'Time', 'Record'])
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    expect(await links.count()).toBe(0)
    expect(await page.evaluate<string>('document.activeElement.className')).toContain('tabs-button')
    await menu.press('Enter')
    await links.getByText('Record').press('Enter')
    await page.waitForURL((url) => url.hash === '#/record')
    expect(await links.count()).toBe(0)
    expect(await menu.textContent()).toContain('Record')
    await context.close()
  })
})
