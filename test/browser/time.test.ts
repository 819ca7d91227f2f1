import type { Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { fhirClient, openChart, openWindow, settled } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

const PHARMACIST = 'Practitioner/banerjee'

async function entriesOf(patient: string): Promise<readonly Task[]> {
  const client = await fhirClient()
  const answer = await client(
    `/Task?patient=${patient}&owner=${PHARMACIST}&code=https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity|&_count=100`,
  )
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Task)
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

  test('minutes that do not count stand in the list with the reason', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'lopez', { page: '/time' })
    await page.getByRole('button', { name: 'Month before' }).click()
    await settled(page)
    expect(await page.locator('.entries .entry').count()).toBeGreaterThan(0)
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
