import type { Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { fhirClient, openChart, openWindow, settled, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

const NURSE = 'Practitioner/mercer'

function secondsOf(task: Task | undefined): number {
  const { start = '', end = '' } = task?.executionPeriod ?? {}
  return (Date.parse(end) - Date.parse(start)) / 1000
}

/** This person's time for a patient, the newest first. */
async function timeOf(patient: string): Promise<readonly Task[]> {
  const client = await fhirClient()
  const answer = await client(
    `/Task?patient=${patient}&owner=${NURSE}&code=https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity|&_sort=-period&_count=50`,
  )
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Task)
}

await describeInBrowser('the timer', (browser) => {
  test('starts by one key, is a Task on the server, survives a reload, and keeps its note', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'brandt', { user: NURSE })
    await page.keyboard.press('t')
    await page.locator('.dock-running').waitFor()
    await expect.poll(async () => (await timeOf('brandt'))[0]?.status).toBe('in-progress')
    await page.reload()
    await page.locator('.dock-running').waitFor()
    await page.keyboard.press('n')
    await page.getByLabel('Note to this time').fill('Asked about swelling')
    await page.keyboard.press('Control+Enter')
    await page.locator('.dock-note').waitFor({ state: 'detached' })
    await page.keyboard.press('s')
    await page.locator('.dock-saved').waitFor()
    const [saved] = await timeOf('brandt')
    expect(saved?.status).toBe('completed')
    expect(saved?.note?.[0]?.text).toBe('Asked about swelling')
    expect(secondsOf(saved)).toBeGreaterThanOrEqual(0)
    await context.close()
  })

  test('does not start for who has died; time of before is logged by hand', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'whitaker', { user: NURSE })
    await page.locator('.dock-unavailable', { hasText: 'Has died: no timer' }).waitFor()
    await page.locator('.banner', { hasText: 'Deceased' }).waitFor()
    await page.keyboard.press('t')
    await page.keyboard.press('l')
    await page.getByRole('form', { name: 'Log time by hand' }).waitFor()
    expect((await timeOf('whitaker')).filter(({ status }) => status === 'in-progress')).toEqual([])
    await context.close()
  })

  test('two people at one patient: the plan says who works there too, and a beat that minutes count once', async () => {
    const [theirs, context] = [await openWindow(browser), await openWindow(browser)]
    const other = await openChart(theirs, 'castillo', { user: NURSE })
    await other.keyboard.press('t')
    await other.locator('.dock-running').waitFor()
    const page = await openChart(context, 'castillo')
    await page.clock.install()
    await page.reload()
    await settled(page)
    await page.keyboard.press('2')
    await page.getByText(/Tom Mercer, LPN is working with this patient now: Patient contact, since \d/).waitFor()
    await page.getByRole('button', { name: 'Start timer' }).click()
    await page.locator('.dock-running').waitFor()
    await page.clock.fastForward('00:35')
    await page.getByText('Tom Mercer, LPN is timing this patient too: the same minutes count once.').waitFor()
    expect(await violations(page)).toEqual([])
    for (const one of [other, page]) await one.keyboard.press('s')
    await Promise.all([theirs.close(), context.close()])
  })

  test('asks after two idle minutes; a no ends the time at the last activity', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'feldman', { user: NURSE })
    await page.clock.install()
    await page.reload()
    await settled(page)
    await page.getByRole('button', { name: 'Start timer' }).click()
    await page.locator('.dock-running').waitFor()
    await page.clock.fastForward('02:10')
    await page.getByText('Still this patient? Nothing typed here for 2 minutes.').waitFor()
    await page.keyboard.press('x')
    await page.locator('.dock-paused').waitFor()
    const [ended] = await timeOf('feldman')
    expect(ended?.status).toBe('completed')
    expect(secondsOf(ended)).toBeLessThan(60)
    await context.close()
  })

  test('after ten idle minutes it stops at the last activity and offers what was not counted', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'feldman', { user: NURSE })
    await page.clock.install()
    await page.reload()
    await settled(page)
    await page.getByRole('button', { name: 'Start timer' }).click()
    await page.locator('.dock-running').waitFor()
    await page.clock.fastForward('10:05')
    await page.getByText(/Stopped at .* minutes since your last activity are not counted/).waitFor()
    await page.getByRole('button', { name: 'They were work' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Minutes' }).inputValue()).toBe('10')
    await context.close()
  })

  test('without a connection it goes on here, and saves when the server is back', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'greer', { user: NURSE })
    await page.keyboard.press('t')
    await page.locator('.dock-running').waitFor()
    await expect.poll(async () => (await timeOf('greer'))[0]?.status).toBe('in-progress')
    await context.setOffline(true)
    await page.keyboard.press('s')
    await page.getByText(/No connection since/).waitFor()
    expect((await timeOf('greer'))[0]?.status).toBe('in-progress')
    await context.setOffline(false)
    await page.locator('.dock-saved').waitFor()
    expect((await timeOf('greer'))[0]?.status).toBe('completed')
    await context.close()
  })

  test('one that runs for another patient stands in the way, and is told in words, without a name, and is stopped from here', async () => {
    const context = await openWindow(browser)
    const first = await openChart(context, 'nakamura', { user: NURSE })
    await first.keyboard.press('t')
    await first.locator('.dock-running').waitFor()
    const second = await openChart(context, 'brandt', { user: NURSE })
    await second.getByRole('button', { name: 'Start timer' }).click()
    await second.getByText('Your timer runs for another patient. One person has one timer.').waitFor()
    const said = await second.locator('.notice-place').innerText()
    expect(said).not.toMatch(/nakamura|harold|\d{4}-\d{2}-\d{2}T/i)
    await second.getByRole('button', { name: 'Stop it and start here' }).click()
    await second.locator('.dock-running').waitFor()
    expect((await timeOf('nakamura'))[0]?.status).toBe('completed')
    await second.keyboard.press('s')
    await second.locator('.dock-saved').waitFor()
    expect((await timeOf('nakamura'))[0]?.status).toBe('completed')
    await context.close()
  })
})
