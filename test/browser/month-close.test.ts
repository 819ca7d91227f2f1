import type { Bundle, ChargeItem, Parameters } from '@medplum/fhirtypes'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addMonths, monthOf } from '#domain/calendar.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { fhirClient, openWindow, settled, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone, saved } from './support/standalone.ts'

/** The month before this one on the practice's clock, `2026-10`. */
function lastMonth(): string {
  const options = { timeZone: 'America/Chicago', year: 'numeric', month: '2-digit' } as const
  const [year = 0, month = 0] = new Intl.DateTimeFormat('en-CA', options).format(new Date()).split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
}

const MONTH = lastMonth()
const NAME = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(Date.parse(`${MONTH}-15`))
/** The month that runs, as the app writes it. */
const RUNNING = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: DEMO_TIME_ZONE }).format()

/** What stands of the month's charges: units and cents. */
async function standing(): Promise<{ readonly units: number; readonly cents: number; readonly count: number }> {
  const client = await fhirClient()
  const query = `/ChargeItem?status=billable&occurrence=ge${MONTH}-01&occurrence=le${MONTH}-28&_count=1000`
  const bundle = (await client(query)).body as unknown as Bundle<ChargeItem>
  const charges = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? [])
  return {
    count: charges.length,
    units: charges.reduce((sum, { quantity }) => sum + (quantity?.value ?? 0), 0),
    cents: charges.reduce((sum, { priceOverride }) => sum + Math.round((priceOverride?.value ?? 0) * 100), 0),
  }
}

const countOf = async (page: Page, word: string) =>
  Number(await page.locator('.close-count').filter({ hasText: word }).locator('strong').textContent())
const centsOf = (text: string | null) => Math.round(Number((text ?? '').replace(/[$,]/g, '')) * 100)

await describeInBrowser('the close of a month', (browser) => {
  test('is not for clinical staff', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield')
    expect(await page.getByRole('link', { name: 'Month close' }).count()).toBe(0)
    await page.evaluate('location.hash = "#/close"')
    await page.waitForURL((url) => url.hash === '#/worklist')
    await context.close()
  })

  test('checks, leads to the fix and back; a running month is checked and not closed', async () => {
    const context = await openWindow(browser)
    const faults = await watchPolicy(context)
    const page = await openStandalone(context, 'hale', 'Month close')
    await page.locator('.close-summary').waitFor()
    const all = Number(/(\d+)/.exec((await page.locator('.close-summary h2').textContent()) ?? '')?.[1])
    const parts = await page.locator('.close-legend strong').allTextContents()
    expect(parts.reduce((sum, part) => sum + Number(part), 0)).toBe(all)
    expect((await standing()).count).toBe(0)
    const ways = await page.locator('.close-held tbody th').allInnerTexts()
    expect(ways.join(' | ')).toMatch(/Risk not confirmed\s+The billing practitioner confirms it/)
    expect(ways.join(' | ')).toMatch(/No Medicare number\s+Ask for the Medicare card/)
    for (const way of ways) expect(way.trim()).toMatch(/\n.+\.$/)
    await page.getByRole('button', { name: 'Show the patients: Care plan is a draft' }).click()
    await page
      .getByRole('button', { name: /^Fix it for / })
      .first()
      .click()
    await page.waitForURL((url) => url.hash === '#/care-plan')
    await settled(page)
    await page.getByRole('button', { name: 'Back to list' }).click()
    await page.waitForURL((url) => url.hash === '#/close')
    expect(await page.getByRole('button', { name: /^held/, pressed: true }).count()).toBe(1)
    // What is mended on the overview is the closing month's, not the running one's.
    const closing = addMonths(monthOf(Date.now(), DEMO_TIME_ZONE), -1)
    await page.getByRole('button', { name: 'Show the patients: Risk not confirmed' }).click()
    await page
      .getByRole('button', { name: /^Fix it for / })
      .first()
      .click()
    await page.waitForURL((url) => url.hash === '#/overview')
    const [year = '', month = ''] = closing.split('-')
    const name = new Date(Date.UTC(Number(year), Number(month) - 1, 15)).toLocaleString('en-US', { month: 'long' })
    await page
      .locator('.month-card')
      .getByRole('heading', { name: new RegExp(`^${name} ${year}$`, 'i') })
      .waitFor()
    // Its entries are that month's too, and from either page there is a way to the running one.
    await page.getByRole('button', { name: 'All entries' }).click()
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${name} ${year}$`, 'i') }).waitFor()
    await page.getByRole('button', { name: 'Go to this month' }).click()
    await page.getByRole('heading', { level: 1, name: RUNNING }).waitFor()
    expect(await page.getByRole('button', { name: 'Go to this month' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Back to list' }).click()
    await page.getByRole('button', { name: 'Show the patients: Risk not confirmed' }).click()
    await page
      .getByRole('button', { name: /^Fix it for / })
      .first()
      .click()
    await page.getByRole('button', { name: `Go to ${RUNNING}` }).click()
    await page.locator('.month-card').getByRole('heading', { name: RUNNING }).waitFor()
    expect(await page.getByRole('button', { name: /^Go to / }).count()).toBe(0)
    await page.getByRole('button', { name: 'Back to list' }).click()
    await page.waitForURL((url) => url.hash === '#/close')
    await page.getByRole('button', { name: 'Month after' }).click()
    await page.getByText(/You can check it now and close it after that/).waitFor()
    expect(await page.getByRole('button', { name: /^Close / }).count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })

  test('says what it does, does it, gives the claims and the packet, and is reopened with a reason', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'hale', 'Month close')
    await page.locator('.close-summary').waitFor()
    const billable = await countOf(page, 'billable')
    // One of them is in two programs: two lines, each with its minutes, and one patient.
    await page.getByRole('button', { name: 'Audit packet of Louis Bertrand, CCM' }).waitFor()
    await page.getByRole('button', { name: 'Audit packet of Louis Bertrand, PCM' }).waitFor()
    const both = page.locator('.table tbody tr').filter({ hasText: 'Louis Bertrand' })
    for (const line of await both.allInnerTexts()) expect(line).toMatch(/· (CCM|PCM)\s+3\d\s/)
    expect(await page.locator('.close-summary h2').textContent()).toMatch(/^25 enrollments of 24 patients in /)
    expect(await page.getByText(/, 24 patients$/).count()).toBe(1)
    const cents = centsOf(await page.locator('.close-money').textContent())
    await page.getByRole('button', { name: `Close ${NAME}…` }).click()
    const dialog = page.getByRole('alertdialog')
    expect(await dialog.textContent()).toMatch(
      new RegExp(`Writes the charges of ${billable - 1} patients .*Nothing is sent`),
    )
    await page.keyboard.press('Escape')
    expect((await standing()).count).toBe(0)
    await page.getByRole('button', { name: `Close ${NAME}…` }).click()
    await dialog.getByRole('button', { name: `Close ${NAME}` }).click()
    await page.locator('.close-result').waitFor()
    await settled(page)
    const written = await standing()
    expect(written.cents).toBe(cents)
    await expect.poll(() => page.locator('.close-money').textContent()).toContain((cents / 100).toFixed(2).slice(-6))
    await claims(page, written)
    await untaxed(page)
    const packet = await saved(page, () =>
      page
        .getByRole('button', { name: /^Audit packet of / })
        .first()
        .click(),
    )
    expect(packet.text.startsWith('%PDF-')).toBe(true)
    await reopen(page)
    expect((await standing()).count).toBe(0)
    expect(await countOf(page, 'billable')).toBe(billable)
    await context.close()
  })
})

async function untaxed(page: Page): Promise<void> {
  const missing = page.getByText('The file has no tax ID of the practice')
  const read = /Organization.identifier=/
  expect(await missing.count()).toBe(0)
  await page.route(read, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll('2.16.840.1.113883.4.4"', '1.2.3"'),
    })
  })
  await saved(page, () => page.getByRole('button', { name: 'Claims CSV (837P)' }).click())
  await missing.waitFor()
  await page.unroute(read)
}

async function claims(page: Page, written: Awaited<ReturnType<typeof standing>>): Promise<void> {
  const csv = await saved(page, () => page.getByRole('button', { name: 'Claims CSV (837P)' }).click())
  const [head = '', ...lines] = csv.text.replace('ï»¿', '').trim().split('\r\n')
  const columns = head.split(',')
  const at = (name: string) => columns.indexOf(name)
  expect(lines).toHaveLength(written.count)
  const cells = lines.map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell))
  // One number a claim, and one claim a number.
  const numbers = new Map(cells.map((line) => [line[at('claim_control_number')], line[at('claim_id')]]))
  expect(numbers.size).toBe(new Set(numbers.values()).size)
  expect(numbers.size).toBe(new Set(cells.map((line) => line[at('claim_id')])).size)
  const cents = cells.reduce((sum, line) => sum + centsOf(line[at('charge_amount')] ?? ''), 0)
  expect(cents).toBe(written.cents)
  for (const line of cells) {
    expect(line[at('subscriber_id')]).toMatch(/^[0-9A-Z]{11}$/)
    expect(line[at('rendering_provider_npi')]).toMatch(/^\d{10}$/)
    expect(line[at('service_date')]).toContain(MONTH)
    expect(line[at('diagnosis_codes')]).not.toBe('')
    // What the implementation guide of the 837P bounds: twenty characters.
    expect(line[at('claim_control_number')]).toMatch(/^[0-9A-Z]{20}$/)
    expect(line[at('payer_name')]).toBe('Medicare')
    expect(line[at('subscriber_relationship_code')]).toBe('18')
    expect(line[at('rendering_provider_last_name')]).toMatch(/^(Alvarez|Okafor|Lindgren)$/)
    expect(line[at('billing_provider_zip')]).toBe('62701')
    expect(line[at('billing_provider_tax_id')]).toBe('001555009')
  }
  const fhir = await saved(page, () => page.getByRole('button', { name: 'Claims FHIR' }).click())
  const bundle = JSON.parse(fhir.text) as Bundle
  expect(bundle.entry?.every(({ resource }) => resource?.resourceType === 'Claim')).toBe(true)
}

async function reopen(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Reopen ${NAME}…` }).click()
  await page.getByRole('button', { name: 'Reopen', exact: true }).last().click()
  await page.getByText('Write why: it stays with the month.').waitFor()
  await page.getByLabel('Why is it reopened?').fill('A test takes it back.')
  await page.keyboard.press('Enter')
  await page.getByText(/months were reopened/).waitFor()
  await settled(page)
  const client = await fhirClient()
  const answer = (await client(`/$ccm-report?from=${MONTH}&to=${MONTH}`)).body as unknown as Parameters
  const closed = answer.parameter?.[0]?.part?.find(({ name }) => name === 'closed')
  expect(closed?.valueInteger).toBe(0)
}
