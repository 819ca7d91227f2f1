import type { Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { dayOf, MINUTE, startOfDay } from '#domain/calendar.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { aTimeEntry } from '../support/programme-client.ts'
import { fhirClient, goTo, openChart, openWindow, settled, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone, saved } from './support/standalone.ts'

const PHARMACIST = 'Practitioner/banerjee'

async function entriesOf(patient: string): Promise<readonly Task[]> {
  const client = await fhirClient()
  const answer = await client(
    `/Task?patient=${patient}&owner=${PHARMACIST}&code=https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity|&_count=100`,
  )
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Task)
}

/** A day as the app writes it. */
function writtenDay(instant: number): string {
  const [year, month, day] = dayOf(instant, DEMO_TIME_ZONE).split('-')
  return `${month}/${day}/${year}`
}

/** Logs whole minutes of the care manager's. */
async function log(patient: string, activity: string, start: number, minutes: number): Promise<void> {
  const client = await fhirClient({ role: 'clinical-staff' })
  const [from, to] = [new Date(start).toISOString(), new Date(start + minutes * MINUTE).toISOString()]
  const json = aTimeEntry(patient, from, to, {
    code: { coding: [{ system: codeSystem('ccm-activity'), code: activity }] },
  })
  const answer = await client('/Task', { method: 'POST', json })
  expect(answer.status, answer.text).toBe(201)
}

await describeInBrowser('the time of a month', (browser) => {
  test('time is logged by hand, refused where one is elsewhere already, and corrected with a reason', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'brandt', { user: PHARMACIST, page: '/time' })
    const before = (await entriesOf('brandt')).length
    const log = page.getByRole('form', { name: 'Log time by hand' })
    await log.getByLabel('From').fill('12:01 am')
    await log.getByLabel('Minutes').fill('6')
    await log.getByLabel('Activity').selectOption('medication-management')
    await log.getByLabel('Note').fill('Refill arranged')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await entriesOf('brandt')).length).toBe(before + 1)

    await log.getByLabel('From').fill('12:03 am')
    await log.getByLabel('Minutes').fill('6')
    await page.keyboard.press('Enter')
    await page.locator('.log-form .form-fault').waitFor()
    const on = writtenDay(Date.now())
    expect(await page.locator('.log-form .form-fault').innerText()).toContain(
      `It lasts from ${on} 12:01 am to ${on} 12:07 am.`,
    )
    expect((await entriesOf('brandt')).length).toBe(before + 1)

    await page.getByRole('button', { name: /^Correct .*12:01 am/ }).click()
    const correct = page.locator('.correct-form')
    await correct.getByLabel('Minutes').fill('4')
    await correct.getByRole('button', { name: 'Save correction' }).click()
    await correct.getByText('Say why.').waitFor()
    await correct.getByLabel('Why it is corrected').fill('ended earlier')
    await correct.getByRole('button', { name: 'Save correction' }).click()
    await page.getByText('Corrected from 6:00: “ended earlier”').waitFor()
    const corrected = (await entriesOf('brandt')).find(({ statusReason }) => statusReason?.text === 'ended earlier')
    const { start = '', end = '' } = corrected?.executionPeriod ?? {}
    expect(Date.parse(end) - Date.parse(start)).toBe(4 * 60_000)
    expect(corrected?.note?.[0]?.text).toBe('Refill arranged')
    await context.close()
  })

  test('what is typed and not logged is there again after another page; a note of one long word fits; its file is for a spreadsheet', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'greer', { user: PHARMACIST, page: '/time' })
    const form = page.getByRole('form', { name: 'Log time by hand' })
    const note = `=Señal ${'W'.repeat(600)}`
    await form.getByLabel('Minutes').fill('5')
    await form.getByLabel('Note').fill(note)
    await goTo(page, '/overview')
    await goTo(page, '/time')
    expect(await form.getByLabel('Minutes').inputValue()).toBe('5')
    expect(await form.getByLabel('Note').inputValue()).toBe(note)

    const before = (await entriesOf('greer')).length
    await form.getByRole('button', { name: 'Log' }).click()
    await expect.poll(async () => (await entriesOf('greer')).length).toBe(before + 1)
    await page.locator('.entry-note', { hasText: 'Señal' }).waitFor()
    const over =
      '(() => { const box = document.querySelector(".time-scroll"); return box.scrollWidth - box.clientWidth })()'
    expect(await page.evaluate<number>(over)).toBe(0)
    const file = await saved(page, () => page.getByRole('button', { name: 'CSV' }).click())
    const text = Buffer.from(file.text, 'latin1').toString('utf8')
    expect(text.startsWith('\uFEFFday,')).toBe(true)
    expect(text).toContain(`,'${note},`)

    await goTo(page, '/overview')
    await goTo(page, '/time')
    expect(await form.getByLabel('Note').inputValue()).toBe('')
    await context.close()
  })

  test('a correction half typed outlives Esc and another month, until it is saved or given up', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'anders', { user: PHARMACIST, page: '/time' })
    const form = page.getByRole('form', { name: 'Log time by hand' })
    await form.getByLabel('Minutes').fill('6')
    await form.getByRole('button', { name: 'Log' }).click()
    const pencil = page.getByRole('button', { name: /^Correct / })
    await pencil.click()
    const correct = page.locator('.correct-form')
    await correct.getByLabel('Minutes').fill('4')
    await correct.getByLabel('Why it is corrected').fill('half a rea')
    await page.keyboard.press('Escape')
    await correct.waitFor({ state: 'detached' })
    expect(await page.evaluate<boolean>('document.activeElement.matches("tr.entry")')).toBe(true)
    await page.getByText('Correction not saved').waitFor()

    await page.getByRole('button', { name: 'Month before' }).click()
    await settled(page)
    await page.getByRole('button', { name: 'Month after' }).click()
    await page.getByRole('button', { name: 'Go on with it' }).click()
    expect(await correct.getByLabel('Minutes').inputValue()).toBe('4')
    expect(await correct.getByLabel('Why it is corrected').inputValue()).toBe('half a rea')
    await correct.getByRole('button', { name: 'Discard correction' }).click()
    await page.getByText('Correction not saved').waitFor({ state: 'detached' })

    await pencil.click()
    expect(await correct.getByLabel('Minutes').inputValue()).toBe('6')
    await correct.getByLabel('Minutes').fill('5')
    await correct.getByLabel('Why it is corrected').fill('shorter')
    await correct.getByRole('button', { name: 'Save correction' }).click()
    await page.getByText('Corrected from 6:00: “shorter”').waitFor()
    expect(await page.getByText('Correction not saved').count()).toBe(0)
    await context.close()
  })

  test('what is sent while its form is left is logged once, and stands in no form any more', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'feldman', { user: PHARMACIST, page: '/time' })
    const form = page.getByRole('form', { name: 'Log time by hand' })
    const before = (await entriesOf('feldman')).length
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>()
    await page.route(/\/fhir\/r4\/Task$/, async (route) => {
      await gate
      await route.continue()
    })
    await form.getByLabel('Minutes').fill('5')
    await form.getByLabel('Note').fill('Refill arranged')
    await form.getByRole('button', { name: 'Log' }).click()
    await goTo(page, '/overview')
    await goTo(page, '/time')
    const again = form.getByRole('button', { name: 'Log' })
    expect(await again.getAttribute('aria-disabled')).toBe('true')
    await again.click({ force: true })
    open(undefined)
    await expect.poll(() => form.getByLabel('Minutes').inputValue()).toBe('')
    expect((await entriesOf('feldman')).length).toBe(before + 1)
    await context.close()
  })

  test('a refusal is told in Spanish to whoever reads Spanish, with the server’s own words marked as English', async () => {
    const context = await openWindow(browser, { language: 'es' })
    const page = await openChart(context, 'brandt', { user: PHARMACIST, page: '/time' })
    const form = page.locator('.log-form')
    const before = (await entriesOf('brandt')).length
    for (const from of ['12:08 am', '12:09 am']) {
      await form.locator('.field-from input').fill(from)
      await form.locator('.field-minutes input').fill('4')
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await entriesOf('brandt')).length).toBe(before + 1)
    }
    const fault = form.locator('.form-fault')
    await fault.waitFor()
    expect(await fault.textContent()).toMatch(/^La misma persona ya tiene otro registro a esa hora/)
    expect(await fault.locator('[lang="en"]').textContent()).not.toBe('')
    expect(await violations(page)).toEqual([])
    await context.close()
  })

  test('minutes that do not count stand in the month and in the day with the reason', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'whitaker', { page: '/time' })
    await page.getByRole('button', { name: 'Month before' }).click()
    await settled(page)
    const missed = page.locator('.entries .entry.not-counted')
    await missed.getByRole('button', { name: /^No: after death/ }).waitFor()
    await missed.getByRole('button', { name: /^Open the day/ }).click()
    await page
      .getByRole('img', { name: /^The 24 hours of the day: one stretch of time, [89]:00 am to [89]:06 am/ })
      .waitFor()
    expect(await page.locator('.entries .entry').count()).toBe(1)
    expect(await page.locator('.time-summary').innerText()).toMatch(/6:00 logged on .*6:00 [89]:00 am: after death/s)
    expect(await page.getByRole('textbox', { name: 'Day' }).inputValue()).not.toBe(writtenDay(Date.now()))
    expect(await violations(page)).toEqual([])
    await page.locator('.entries .entry').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'No: after death' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: 'Month' }).check()
    await page.getByRole('heading', { name: 'minutes count in', exact: false }).waitFor()
    expect(await page.getByRole('link', { name: 'My day' }).count()).toBe(0)
    await context.close()
  })

  test('without a patient there is one’s own day, for all patients, from which each is opened', async () => {
    const midnight = startOfDay(dayOf(Date.now(), DEMO_TIME_ZONE), DEMO_TIME_ZONE)
    await log('greer', 'care-coordination', midnight, 5)
    await log('feldman', 'voicemail', midnight + 6 * MINUTE, 2.5)
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield', 'My day')
    await page.getByRole('img', { name: /^The 24 hours of the day: 2 stretches/ }).waitFor()
    const missed = page.locator('.entries .entry.not-counted')
    expect(await missed.innerText()).toMatch(
      /12:06 am – 12:08 am.*2:30.*Voicemail.*Ruth Feldman.*No: an activity that never counts/s,
    )
    expect(await page.locator('.time-summary').innerText()).toMatch(
      /7:30 logged on .*Ruth Feldman.*2:30.*Thomas Greer.*5:00.*2:30 12:06 am: an activity that never counts/s,
    )
    await page.getByRole('button', { name: 'Open the time of Thomas Greer' }).click()
    await expect.poll(() => page.locator('.banner-name').textContent()).toBe('Thomas Greer')
    expect(new URL(page.url()).hash).toBe('#/time')
    await page.getByRole('button', { name: 'Back to list' }).click()
    await page.getByRole('heading', { name: /^My day/ }).waitFor()
    await context.close()
  })

  test('what cannot be read is said at its field, and nothing is written', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'feldman', { user: PHARMACIST, page: '/time' })
    const before = (await entriesOf('feldman')).length
    const log = page.getByRole('form', { name: 'Log time by hand' })
    await log.getByLabel('Day').fill('31/31')
    await log.getByLabel('Minutes').fill('90')
    await page.keyboard.press('Enter')
    await log.getByText('Write a day such as 11/24.').waitFor()
    await log.getByText('Write whole minutes, 1 to 60.').waitFor()
    expect((await entriesOf('feldman')).length).toBe(before)
    await context.close()
  })
})
